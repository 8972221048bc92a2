"""A key is read with or without quotation marks, and refused where a stranger might have chosen the same."""

import pytest

from portal.api.idempotency_key import MOST_CHARACTERS, read_key

UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        (UUID, UUID),
        (f'"{UUID}"', UUID),
        (f'  "{UUID}"\t', UUID),
        (r'"a key, with \"quotes\" and \\"', 'a key, with "quotes" and \\'),
        ("x" * MOST_CHARACTERS, "x" * MOST_CHARACTERS),
        ("x" * (MOST_CHARACTERS + 1), None),
        ("x" * 15, None),
        (f'"{"x" * 15}"', None),
        ("", None),
        ('""', None),
        (f'"{UUID}', None),
        (f'"{UUID}", "{UUID}"', None),
        (f"{UUID}, {UUID}", None),
        (f"{UUID} {UUID}", None),
        ("ключ-из-многих-букв", None),
        ('"a tab\tin the middle"', None),
    ],
)
def test_a_key_is_read_as_it_was_meant_or_not_at_all(header: str, key: str | None) -> None:
    assert read_key(header) == key
