"""What is kept for a minute is forgotten with it, and there is an end to how much it may be."""

from portal.intake.this_minute import ThisMinute


def test_it_is_kept_for_its_minute_alone() -> None:
    kept: ThisMinute[str] = ThisMinute(10)
    assert kept.get("a", 1) is None
    kept.keep("a", "one")
    assert (kept.get("a", 1), kept.has("a"), kept.get("b", 1)) == ("one", True, None)
    assert kept.get("a", 2) is None
    assert not kept.has("a")
    assert kept.get("a", 1) is None, "a clock that was set back finds nothing old"


def test_beyond_its_end_only_what_is_there_is_renewed() -> None:
    kept: ThisMinute[int] = ThisMinute(2)
    kept.get("a", 1)
    for number, token in enumerate("abcab"):
        kept.keep(token, number)
    assert [kept.get(token, 1) for token in "abc"] == [3, 4, None]
