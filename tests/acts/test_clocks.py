"""What is stored of a clock at receipt is what would be stored of a timeline that has just begun."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.acts.clocks import clock_at_receipt, stored_clock
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from tests.promises.promised import at
from tests.promises.random_reports import VERSIONS


@given(st.sampled_from(VERSIONS), st.integers(0, 400 * 86_400))
def test_at_receipt_the_short_way_leads_to_the_same(version: CommitmentVersion, later_s: int) -> None:
    received_at = at("23 10:00") + timedelta(seconds=later_s)
    state = clock_state(version, [ClockEvent(received_at, EventKind.RECEIVED)], received_at)
    assert clock_at_receipt(version, received_at) == stored_clock(0, version, state)
