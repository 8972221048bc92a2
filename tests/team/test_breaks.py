"""A break belongs to the shift that is worked: by day, over midnight, and not outside of it."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.team.breaks import Break, break_at, next_break
from portal.team.roster import Person, Shift

DAY = Person(
    "mira",
    "Mira",
    "m@x.example",
    ("a",),
    shifts=(Shift(("mon",), "07:00", "15:00", (("09:15", "09:30"), ("11:30", "12:00"))),),
)
NIGHT = Person(
    "wren", "Wren", "w@x.example", ("a",), shifts=(Shift(("mon",), "22:00", "08:00", (("01:00", "01:15"),)),)
)
LONDON = "Europe/London"


def monday(hours: int, minutes: int = 0) -> datetime:
    """An instant of a Monday in winter, when London's time is UTC; 25 is one at night on Tuesday."""
    return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hours, minutes=minutes)


LONG = Break(monday(11, 30), monday(12))


@pytest.mark.parametrize(
    ("at", "now", "coming"),
    [
        (monday(6), None, None),
        (monday(7), None, Break(monday(9, 15), monday(9, 30))),
        (monday(9, 15), Break(monday(9, 15), monday(9, 30)), LONG),
        (monday(9, 30), None, LONG),
        (monday(11, 59), LONG, None),
        (monday(12), None, None),
        (monday(15), None, None),
    ],
)
def test_the_break_under_way_and_the_next_one(at: datetime, now: Break | None, coming: Break | None) -> None:
    assert (break_at(DAY, LONDON, at), next_break(DAY, LONDON, at)) == (now, coming)


def test_a_night_shift_has_its_break_after_midnight() -> None:
    small_hours = Break(monday(25), monday(25, 15))
    assert next_break(NIGHT, LONDON, monday(23)) == small_hours
    assert break_at(NIGHT, LONDON, monday(25, 10)) == small_hours
    assert small_hours.length == timedelta(minutes=15)


def test_who_has_no_shift_has_no_break() -> None:
    nobody = Person("x", "X", "x@x.example", ("a",))
    assert (break_at(nobody, LONDON, monday(9)), next_break(nobody, LONDON, monday(9))) == (None, None)
