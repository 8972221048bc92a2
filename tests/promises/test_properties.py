"""What holds for every calendar, receipt and pause."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from portal.errors import NoHoursLeft
from portal.promises.calendars import Calendar, parse_calendar
from portal.promises.due import Pause, due_after, due_at, elapsed
from portal.promises.targets import Target, Unit
from tests.promises.random_calendars import calendars_and_days, instants_near

quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

UNITS: tuple[Unit, ...] = ("minutes", "hours", "days")
targets = st.builds(Target, st.integers(1, 40), st.sampled_from(UNITS), st.booleans())


def _due(target: Target, received: datetime, calendar: Calendar, pauses: list[Pause]) -> datetime:
    try:
        return due_at(target, received, calendar=calendar, time_zone=calendar.time_zone, pauses=pauses)
    except NoHoursLeft:
        assume(False)
        raise


@quick
@given(st.data(), st.integers(1, 2_000_000))
def test_due_and_elapsed_are_inverse(data: st.DataObject, seconds: int) -> None:
    written, day = data.draw(calendars_and_days())
    calendar, start = parse_calendar(written), data.draw(instants_near(day))
    within = timedelta(seconds=seconds)
    try:
        due = due_after(calendar, start, within)
    except NoHoursLeft:
        assume(False)
        raise
    assert elapsed(calendar, start, due) == within
    assert elapsed(calendar, start, due - timedelta(microseconds=1)) == within - timedelta(microseconds=1)


@quick
@given(st.data())
def test_splitting_an_interval_adds_up(data: st.DataObject) -> None:
    written, day = data.draw(calendars_and_days())
    calendar = parse_calendar(written)
    first, middle, last = sorted(data.draw(instants_near(day, days=900)) for _ in range(3))
    assert elapsed(calendar, first, last) == elapsed(calendar, first, middle) + elapsed(calendar, middle, last)


@quick
@given(st.data(), targets)
def test_adding_a_pause_never_makes_a_due_time_earlier(data: st.DataObject, target: Target) -> None:
    written, day = data.draw(calendars_and_days())
    calendar, received = parse_calendar(written), data.draw(instants_near(day))
    ends = [sorted((data.draw(instants_near(day)), data.draw(instants_near(day)))) for _ in range(3)]
    pauses = [(start, end) for start, end in ends]
    assert _due(target, received, calendar, pauses) >= _due(target, received, calendar, pauses[:-1])


@quick
@given(st.data(), targets)
def test_what_arrives_later_is_never_due_earlier(data: st.DataObject, target: Target) -> None:
    written, day = data.draw(calendars_and_days())
    calendar = parse_calendar(written)
    earlier, later = sorted((data.draw(instants_near(day)), data.draw(instants_near(day))))
    # Elapsed days keep the wall time, which comes twice when clocks go back: those may swap within that hour.
    assume(target.working or target.unit != "days")
    assert _due(target, earlier, calendar, []) <= _due(target, later, calendar, [])


@quick
@given(st.data(), targets)
def test_due_is_after_receipt(data: st.DataObject, target: Target) -> None:
    written, day = data.draw(calendars_and_days())
    calendar, received = parse_calendar(written), data.draw(instants_near(day))
    assume(written["time_zone"] != "Pacific/Apia")
    assert _due(target, received, calendar, []) > received


@quick
@given(calendars_and_days())
def test_a_calendar_survives_its_own_data(written_and_day: tuple[dict[str, object], object]) -> None:
    calendar = parse_calendar(written_and_day[0])
    again = Calendar.from_data(calendar.to_data())
    assert again == calendar
    assert again.hash == calendar.hash
    assert again.to_data() == calendar.to_data()
