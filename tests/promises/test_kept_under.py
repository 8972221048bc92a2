"""A report counts under a promise as its real timeline has it, and nowhere while nothing can be said of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.promises.clock_events import ClockEvent, EventKind, VoidReason
from portal.promises.commitments import CommitmentVersion
from portal.promises.kept_under import KeptUnder
from portal.promises.targets import parse_target

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def happened(kind: EventKind, hours: float, reason: VoidReason | None = None) -> ClockEvent:
    return ClockEvent(AT + timedelta(hours=hours), kind, reason=reason)


RECEIVED = happened(EventKind.RECEIVED, 0)


@pytest.mark.parametrize(
    ("events", "hours_later", "found"),
    [
        ([happened(EventKind.ANSWERED, 3)], 100, KeptUnder(1, 1, 0)),
        ([happened(EventKind.ANSWERED, 5)], 100, KeptUnder(1, 0, 0)),
        ([], 3, KeptUnder(0, 0, 1)),
        ([], 5, KeptUnder(1, 0, 0)),
        ([happened(EventKind.VOIDED, 2, VoidReason.TEST)], 100, KeptUnder(0, 0, 0)),
        ([happened(EventKind.VOIDED, 5, VoidReason.TEST)], 100, KeptUnder(1, 0, 0)),
        ([happened(EventKind.ANSWERED, 5), happened(EventKind.VOIDED, 9, VoidReason.SPAM)], 100, KeptUnder(0, 0, 0)),
    ],
)
def test_a_report_counts_as_its_timeline_has_it(events: list[ClockEvent], hours_later: int, found: KeptUnder) -> None:
    promise = CommitmentVersion(
        slug="first-reply",
        title="An answer",
        indicator="first_response",
        target=parse_target("4 hours"),
        objective=1.0,
        calendar=None,
        calendar_name=None,
        time_zone="Europe/London",
        remedy="We say sorry.",
        effective_from=date(2027, 1, 1),
        text="",
    )
    now = AT + timedelta(hours=hours_later)
    assert KeptUnder().with_report(promise, [RECEIVED, *events], now, parse_target("14 days")) == found


def test_of_no_report_there_is_no_share() -> None:
    assert [each.per_cent for each in (KeptUnder(), KeptUnder(4, 3), KeptUnder(100, 29), KeptUnder(201, 200))] == [
        None,
        75,
        29,
        99,
    ]
