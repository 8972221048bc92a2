"""Who is on shift, and who comes next."""

from datetime import UTC, datetime

from portal.team.roster import Person, Shift, next_shift_starts_at, on_shift, shift_ends_at

LONDON = "Europe/London"
OFFICE = Person(
    "mira", "Mira", "m@x.example", ("faults",), shifts=(Shift(("mon", "tue", "wed", "thu", "fri"), "08:00", "16:00"),)
)
NIGHT = Person("noor", "Noor", "n@x.example", ("faults",), shifts=(Shift(("fri",), "22:00", "06:00"),))
LATE = Person("otis", "Otis", "o@x.example", ("faults",), shifts=(Shift(("mon",), "16:00", "24:00"),))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_shift_includes_its_start_and_excludes_its_end() -> None:
    assert on_shift(OFFICE, LONDON, utc("2026-11-23T08:00"))
    assert not on_shift(OFFICE, LONDON, utc("2026-11-23T16:00"))


def test_a_night_shift_runs_into_the_next_day() -> None:
    assert on_shift(NIGHT, LONDON, utc("2026-11-28T05:59"))
    assert not on_shift(NIGHT, LONDON, utc("2026-11-28T06:00"))
    assert not on_shift(NIGHT, LONDON, utc("2026-11-27T05:00"))


def test_a_shift_may_end_at_midnight() -> None:
    assert on_shift(LATE, LONDON, utc("2026-11-23T23:59"))
    assert not on_shift(LATE, LONDON, utc("2026-11-24T00:00"))


def test_shift_hours_are_wall_time_in_summer_too() -> None:
    assert on_shift(OFFICE, LONDON, utc("2026-07-06T07:00"))
    assert not on_shift(OFFICE, LONDON, utc("2026-07-06T15:00"))


def test_the_end_of_the_present_shift_is_known() -> None:
    assert shift_ends_at(OFFICE, LONDON, utc("2026-11-23T12:00")) == utc("2026-11-23T16:00")
    assert shift_ends_at(OFFICE, LONDON, utc("2026-11-22T12:00")) is None


def test_the_next_shift_is_the_first_to_begin_after_the_instant() -> None:
    assert next_shift_starts_at(OFFICE, LONDON, utc("2026-11-22T12:00")) == utc("2026-11-23T08:00")
    assert next_shift_starts_at(OFFICE, LONDON, utc("2026-11-27T12:00")) == utc("2026-11-30T08:00")
    assert next_shift_starts_at(Person("x", "X", "x@x.example", ()), LONDON, utc("2026-11-22T12:00")) is None


def test_a_weekly_shift_found_from_its_own_start_is_a_week_away() -> None:
    assert next_shift_starts_at(NIGHT, LONDON, utc("2026-11-27T22:00")) == utc("2026-12-04T22:00")
