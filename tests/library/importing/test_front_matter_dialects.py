"""Fields in each dialect are read alike, and a text without them is a text."""

import pytest

from portal.library.importing.front_matter_dialects import front_matter


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("---\ntitle: Refunds\ntags: [a, b]\n---\nText", 5),
        ('+++\ntitle = "Refunds"\ntags = ["a", "b"]\n+++\nText', 5),
        ('{"title": "Refunds", "tags": ["a", "b"]}\nText', 2),
    ],
)
def test_each_dialect_says_the_same(written: str, line: int) -> None:
    found = front_matter(written)
    assert dict(found.fields) == {"title": "Refunds", "tags": ["a", "b"]}
    assert (found.body, found.body_line, found.fault) == ("Text", line, "")


def test_values_stay_as_they_are_written() -> None:
    assert dict(front_matter("---\nversion: 1.10\ndraft: no\n---\n").fields) == {"version": "1.10", "draft": "no"}


@pytest.mark.parametrize("text", ["Text", "---\nno end", "{{< note >}}\n", "{ not JSON", "+++ not fields"])
def test_a_text_without_fields_is_all_body(text: str) -> None:
    assert front_matter(text).body == text


def test_of_fields_that_cannot_be_read_the_simple_ones_are_taken() -> None:
    found = front_matter("---\ntitle: Refunds: how\nlist: [a\n---\nText")
    assert found.fields["title"] == "Refunds: how"
    assert "no YAML that can be read" in found.fault
