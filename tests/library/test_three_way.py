"""Two changes to one text are put together where they do not meet, and shown side by side where they do."""

import pytest

from portal.library.three_way import three_way

WAS = "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("theirs", "yours", "who", "merged"),
    [
        (WAS, "a\nB\nc\nd\ne", ["same", "yours", "same"], "a\nB\nc\nd\ne"),
        ("a\nB\nc\nd\ne", WAS, ["same", "theirs", "same"], "a\nB\nc\nd\ne"),
        ("A\nb\nc\nd\ne", "a\nb\nc\nd\nE", ["theirs", "same", "yours"], "A\nb\nc\nd\nE"),
        ("a\nX\nc\nd\ne", "a\nX\nc\nd\ne", ["same", "alike", "same"], "a\nX\nc\nd\ne"),
        ("a\nX\nc\nd\ne", "a\nY\nc\nd\ne", ["same", "both", "same"], "a\nY\nc\nd\ne"),
        ("a\nc\nd\ne", "a\nb\nc\nd\ne\nf", ["same", "theirs", "same", "yours"], "a\nc\nd\ne\nf"),
        ("", "", ["alike"], ""),
        ("a\nb\nc\nd\ne\nz", "", ["both"], ""),
    ],
)
def test_each_change_is_kept_and_only_what_meets_is_asked_about(
    theirs: str, yours: str, who: list[str], merged: str
) -> None:
    found = three_way(WAS, theirs, yours)
    assert [part.who for part in found.parts] == who
    assert found.merged == merged
    assert found.meets == ("both" in who)
    for side, text in (("was", WAS), ("theirs", theirs), ("yours", yours)):
        assert "\n".join(line for part in found.parts for line in getattr(part, side)) == text, side
