"""Hypothesis strategies for reports that run their course, and scorecards made of them by the clocks themselves."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from portal.promises.clock_events import ClockEvent, EventKind, VoidReason
from portal.promises.clock_rows import ClockRow, row_of_state
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.published_scorecard import InForce, PublishedScorecard, scorecard_of
from portal.promises.targets import parse_target
from tests.promises.promised import ZONE, promise

AS_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
REOPEN_WITHIN = parse_target("14 days")
VERSIONS = tuple(
    promise(indicator, target, objective=objective)
    for indicator, target, objective in (
        ("first_response", "2 working hours", 0.95),
        ("first_response", "30 minutes", 1.0),
        ("next_update", "2 working days", 0.9),
        ("next_update", "4 hours", 0.9),
        ("resolution", "2 working days", 0.9),
        ("resolution", "3 days", 0.85),
    )
)
_AFTER_RECEIPT = [kind for kind in EventKind if kind is not EventKind.RECEIVED]


@st.composite
def courses(draw: st.DrawFn) -> list[ClockEvent]:
    """Everything that may happen to a report, in the order of time, whole minutes apart or at the same instant."""
    at = AS_AT - timedelta(minutes=draw(st.integers(0, 14 * 30 * 24 * 60)))
    events = [ClockEvent(at, EventKind.RECEIVED)]
    for kind in draw(st.lists(st.sampled_from(_AFTER_RECEIPT), max_size=7)):
        at += timedelta(minutes=draw(st.sampled_from((0, 5, 60, 8 * 60, 24 * 60, 5 * 24 * 60, 20 * 24 * 60))))
        reason = draw(st.sampled_from(VoidReason)) if kind is EventKind.VOIDED else None
        events.append(ClockEvent(at, kind, reason=reason))
    return [event for event in events if event.at <= AS_AT]


def row(name: str, version: CommitmentVersion, events: Sequence[ClockEvent]) -> ClockRow:
    state = clock_state(version, events, AS_AT, reopen_within=REOPEN_WITHIN)
    return row_of_state(name, version, state, list(events), REOPEN_WITHIN)


def scorecard(rows: Sequence[ClockRow]) -> PublishedScorecard:
    in_force = (InForce(version.slug, version.hash, date(2026, 1, 1), None) for version in VERSIONS)
    return scorecard_of(rows, VERSIONS, in_force, AS_AT, ZONE)


@st.composite
def scorecards(draw: st.DrawFn, most: int = 12) -> PublishedScorecard:
    """A scorecard of reports under every kind of promise."""
    found = draw(st.lists(st.tuples(st.sampled_from(VERSIONS), courses()), max_size=most))
    return scorecard([row(f"c{place}", version, events) for place, (version, events) in enumerate(found)])
