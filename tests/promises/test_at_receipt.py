"""What is worked out quickly at receipt is what a timeline that has just begun says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.errors import PromiseError
from portal.promises.at_receipt import due_and_half_gone
from portal.promises.calendars import parse_calendar
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clocks import clock_state
from portal.promises.steps import next_step_at
from tests.promises.promised import at, promise
from tests.promises.random_calendars import calendars_and_days, instants_near

TARGETS = ("1 minute", "90 minutes", "3 days", "1 working minute", "5 working hours", "1 working day", "3 working days")


@pytest.mark.parametrize("examples", [60, pytest.param(3_000, marks=pytest.mark.audit)])
def test_due_and_half_gone_are_those_of_the_timeline(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.sampled_from(TARGETS))
    def compare(data: st.DataObject, target: str) -> None:
        written, day = data.draw(calendars_and_days())
        calendar = parse_calendar(written) if "working" in target else None
        version = promise("resolution", target, calendar=calendar, time_zone=written["time_zone"])
        received_at = data.draw(instants_near(day, days=3))
        try:
            state = clock_state(version, [ClockEvent(received_at, EventKind.RECEIVED)], received_at)
            expected = state.due_at, next_step_at(version, state)
        except PromiseError as error:
            with pytest.raises(type(error)):
                due_and_half_gone(version, received_at)
        else:
            assert due_and_half_gone(version, received_at) == expected

    compare()


def test_working_time_needs_a_calendar() -> None:
    with pytest.raises(PromiseError, match="calendar"):
        due_and_half_gone(promise("resolution", "2 working days", calendar=None), at("23 10:00"))
