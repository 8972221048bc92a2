"""A body is JSON of which everybody makes the same, or it is told why it is not."""

import time
from itertools import product
from string import ascii_letters
from typing import Any

import pytest

from portal.api.strict_json import MOST_BYTES, MOST_DEPTH, JsonFault, read_object

GOOD: list[tuple[bytes, dict[str, Any]]] = [
    (b"{}", {}),
    (b' {"a": [1, 2.5, true, null, "\xc3\xa9"]} ', {"a": [1, 2.5, True, None, "é"]}),
    (b'{"a": "[{[{\\"[{[{[{"}', {"a": '[{[{"[{[{[{'}),
    (b'{"a": "\\\\"}', {"a": "\\"}),
    (b'{"\\ud800": "\\ud83d\\ude00 \\udc00"}', {"\ufffd": "😀 \ufffd"}),
    (b'{"a": "\\u0000"}', {"a": "\0"}),
]
FAULTS: list[tuple[bytes, str]] = [
    (b"", "line 1, column 1"),
    (b"\xff{}", "not UTF-8: byte 0"),
    ("\ufeff{}".encode(), "not JSON"),
    (b'{"a": 1,}', "not JSON"),
    (b"{'a': 1}", "not JSON"),
    (b"{} {}", "not JSON"),
    (b"[]", "not an object"),
    (b'"a"', "not an object"),
    (b'{"a": 1, "a": 1}', 'The name "a" stands more than once'),
    (b'{"b": {"a": 1, "\\u0061": 2}}', 'The name "a" stands more than once'),
    (b'{"a": NaN}', "NaN is not JSON"),
    (b'{"a": -Infinity}', "-Infinity is not JSON"),
    (b'{"a": 1e999}', "too large"),
    (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
    (b"[" * 100_000, f"more than {MOST_DEPTH} levels"),
    (b'{"a":' * 9 + b"1" + b"}" * 9, f"more than {MOST_DEPTH} levels"),
]


@pytest.mark.parametrize(("body", "read"), GOOD)
def test_an_object_is_read(body: bytes, read: dict[str, Any]) -> None:
    assert read_object(body) == read


@pytest.mark.parametrize(("body", "said"), FAULTS, ids=lambda value: str(value)[:20])
def test_what_could_be_taken_in_two_ways_is_refused_with_the_reason(body: bytes, said: str) -> None:
    with pytest.raises(JsonFault, match=r"\.$") as refused:
        read_object(body)
    assert said in str(refused.value)


def test_as_deep_as_allowed_is_allowed() -> None:
    assert read_object(b'{"a":' * MOST_DEPTH + b"1" + b"}" * MOST_DEPTH)


def test_as_many_names_as_fit_are_refused_at_once_where_the_last_one_stands_twice() -> None:
    """Anybody can send such a body, before any limit: to look for each name among all the others takes many seconds."""
    names = [f'"{"".join(letters)}":0' for letters in product(ascii_letters, repeat=3)][: MOST_BYTES // 8 - 2]
    body = f"{{{','.join([*names, names[-1]])}}}".encode()
    assert MOST_BYTES - 8 < len(body) <= MOST_BYTES
    began = time.process_time()
    with pytest.raises(JsonFault, match="stands more than once"):
        read_object(body)
    assert time.process_time() - began < 2
