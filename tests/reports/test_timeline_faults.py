"""A report that its timeline tells is without fault; whatever was lost or altered in either is named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.reports.report import Report, Status
from portal.reports.timeline import CUSTOMER, SYSTEM, Author, Entry, Kind, lead, responder
from portal.reports.timeline_faults import timeline_faults

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
REPORT = Report(1, "R7K4-M2PX", "no-water", "urgent", Status.OPEN, "lines", "mira", AT, "hash", 1)
MIRA, TOM, RUTH = responder("mira"), responder("tom"), lead("ruth")


def entry(kind: Kind, minutes: int = 0, author: Author = SYSTEM, **facts: object) -> Entry:
    return Entry(AT + timedelta(minutes=minutes), kind, author, public=True, facts=facts)


RECEIVED = entry(Kind.RECEIVED, author=CUSTOMER, topic="no-water", severity="urgent")
TO_MIRA = entry(Kind.ROUTED, team="lines", owner="mira")
TO_ALL = entry(Kind.ROUTED, team="lines", owner=None)
RESOLVED = entry(Kind.RESOLVED, 5, MIRA)
ENDED = replace(REPORT, status=Status.RESOLVED, closed_at=RESOLVED.at)
RECLASSIFIED = entry(Kind.RECLASSIFIED, 5, MIRA, to={"topic": "wrong-bill", "severity": "annoying"})


@pytest.mark.parametrize(
    ("report", "entries"),
    [
        (REPORT, [RECEIVED, TO_MIRA]),
        (replace(REPORT, status=Status.WAITING), [RECEIVED, TO_MIRA, entry(Kind.WAITING, 1, MIRA)]),
        (REPORT, [RECEIVED, TO_MIRA, entry(Kind.WAITING, 1, MIRA), entry(Kind.CUSTOMER_WROTE, 2, CUSTOMER)]),
        (ENDED, [RECEIVED, TO_MIRA, RESOLVED]),
        (REPORT, [RECEIVED, TO_MIRA, RESOLVED, entry(Kind.REOPENED, 6, CUSTOMER)]),
        (replace(REPORT, owner="tom"), [RECEIVED, TO_MIRA, entry(Kind.HANDED_OVER, 1, MIRA, to="tom", team="lines")]),
        (replace(REPORT, owner=None), [RECEIVED, TO_ALL]),
        (replace(REPORT, owner=None), [RECEIVED, TO_ALL, entry(Kind.ANSWERED, 1, RUTH)]),
        (replace(REPORT, owner="tom"), [RECEIVED, TO_ALL, entry(Kind.ANSWERED, 1, TOM)]),
        (replace(REPORT, topic="wrong-bill", severity="annoying", team="bills"), [RECEIVED, TO_MIRA, RECLASSIFIED]),
    ],
)
def test_what_the_acts_leave_behind_is_without_fault(report: Report, entries: list[Entry]) -> None:
    assert list(timeline_faults(report, entries)) == []


@pytest.mark.parametrize(
    ("report", "entries", "fault"),
    [
        (REPORT, [], "no timeline at all"),
        (REPORT, [TO_MIRA], "begins with routed"),
        (REPORT, [RECEIVED], "0 times that it was routed"),
        (REPORT, [RECEIVED, TO_MIRA, TO_MIRA], "2 times that it was routed"),
        (
            replace(REPORT, received_at=AT + timedelta(hours=1)),
            [RECEIVED, TO_MIRA],
            "its timeline says 2026-11-23T12:00",
        ),
        (ENDED, [RECEIVED, TO_MIRA, RESOLVED, entry(Kind.NOTED, 4)], "noted of 2026-11-23T12:04:00Z stands behind"),
        (ENDED, [RECEIVED, TO_MIRA], "its status is resolved, and by its timeline open"),
        (REPORT, [RECEIVED, TO_MIRA, RESOLVED], "its end is nothing, and by its timeline 2026-11-23T12:05"),
        (replace(REPORT, owner="tom"), [RECEIVED, TO_MIRA], "its owner is tom, and by its timeline mira"),
        (REPORT, [RECEIVED, TO_ALL], "its owner is mira, and by its timeline nothing"),
        (replace(REPORT, team="bills"), [RECEIVED, TO_MIRA], "its team is bills"),
        (replace(REPORT, topic="wrong-bill"), [RECEIVED, TO_MIRA], "its topic is wrong-bill"),
        (REPORT, [RECEIVED, TO_MIRA, RECLASSIFIED], "its severity is urgent, and by its timeline annoying"),
    ],
)
def test_what_was_lost_or_altered_is_named(report: Report, entries: list[Entry], fault: str) -> None:
    assert any(fault in said for said in timeline_faults(report, entries)), list(timeline_faults(report, entries))
