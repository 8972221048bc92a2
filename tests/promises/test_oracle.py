"""The quick arithmetic agrees with a slow walk through time, on random calendars near odd days."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.errors import NoHoursLeft
from portal.promises.calendars import parse_calendar
from portal.promises.due import counted_windows, due_after, due_at, elapsed, is_open
from portal.promises.targets import Target
from tests.promises.minute_by_minute import STEP, MinuteByMinute
from tests.promises.random_calendars import calendars_and_days, instants_near

WALK = timedelta(days=10)
# A walk takes a tenth of a second.
walks = pytest.mark.parametrize("examples", [25, pytest.param(1_000, marks=pytest.mark.audit)])


def slow(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


@walks
def test_elapsed_time_is_the_open_steps_between(examples: int) -> None:
    @slow(examples)
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        written, day = data.draw(calendars_and_days())
        start, end = sorted((data.draw(instants_near(day)), data.draw(instants_near(day))))
        assert elapsed(parse_calendar(written), start, end) == MinuteByMinute(written).elapsed(start, end)

    walk()


@walks
def test_due_is_the_step_in_which_the_time_is_up(examples: int) -> None:
    @slow(examples)
    @given(st.data(), st.integers(1, 400))
    def walk(data: st.DataObject, steps: int) -> None:
        written, day = data.draw(calendars_and_days())
        start = data.draw(instants_near(day))
        expected = MinuteByMinute(written).due_after(start, steps * STEP, start + WALK)
        if expected is not None:
            assert due_after(parse_calendar(written), start, steps * STEP) == expected
            return
        try:
            due = due_after(parse_calendar(written), start, steps * STEP)
        except NoHoursLeft:
            return
        assert due > start + WALK

    walk()


@walks
def test_working_days_end_at_the_close_of_a_day_with_windows(examples: int) -> None:
    @slow(examples)
    @given(st.data(), st.integers(1, 3))
    def walk(data: st.DataObject, days: int) -> None:
        written, day = data.draw(calendars_and_days())
        received = data.draw(instants_near(day, days=3))
        closes = MinuteByMinute(written).closes(received - timedelta(days=3), received + WALK)
        # A day cut off by the start of the walk has a right close all the same; one that may go on at its end has not.
        settled = [close for close in closes.values() if close < received + WALK - timedelta(days=2)]
        counting = [close for close in settled if close >= received]
        first = settled.index(counting[0]) if counting else len(settled)
        after = [close for close in settled[first + 1 :] if close > received]
        if days > len(after):
            return
        target = Target(days, "days", working=True)
        due = due_at(target, received, calendar=parse_calendar(written), time_zone="UTC")
        assert due == after[days - 1]

    walk()


@walks
def test_counted_windows_are_the_open_steps_and_no_others(examples: int) -> None:
    @slow(examples)
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        written, day = data.draw(calendars_and_days())
        start, end = sorted((data.draw(instants_near(day)), data.draw(instants_near(day))))
        calendar = parse_calendar(written)
        windows = counted_windows(calendar, start, end)
        assert windows == sorted(windows)
        slow_walk = MinuteByMinute(written)
        at = start
        while at < end:
            opened = bool(slow_walk.opened_on(at))
            assert any(opens <= at < closes for opens, closes in windows) == opened
            at += STEP

    walk()


def test_open_or_closed_is_told_at_the_edges() -> None:
    """A window holds its opening instant and not its closing one."""
    written = {"time_zone": "UTC", "hours": {"mon": [["09:00", "17:00"]]}}
    calendar = parse_calendar(written)
    opening = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert is_open(calendar, opening)
    assert not is_open(calendar, opening + timedelta(hours=8))
