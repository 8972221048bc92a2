"""Where a report and its timeline do not agree, so that one of the two was lost or altered. Pure.

A report's row is kept for queries; its timeline is what happened. Whoever acts for the whole team's report becomes its
owner without an entry that says so, and a team that owner belongs to as well may change with the topic alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from portal.promises.when_written import iso_utc
from portal.reports.report import Report, Status
from portal.reports.timeline import AuthorKind, Entry, Kind

_OUTCOMES = {
    Kind.RESOLVED: Status.RESOLVED,
    Kind.DECLINED: Status.DECLINED,
    Kind.LAPSED: Status.LAPSED,
    Kind.WITHDRAWN: Status.WITHDRAWN,
    Kind.SET_ASIDE: Status.VOID,
}
_OPENS = (Kind.RECEIVED, Kind.REOPENED, Kind.CUSTOMER_WROTE, Kind.CORRECTED)


@dataclass(slots=True)
class _Told:
    """Where a report stands by its entries so far. `team` is None where the entries do not say."""

    status: Status = Status.OPEN
    closed_at: datetime | None = None
    topic: object = None
    severity: object = None
    team: object = None
    owner: object = None
    who_acted: set[str] = field(default_factory=set)

    def follow(self, entry: Entry) -> None:
        facts = entry.facts
        if entry.kind in _OUTCOMES:
            self.status, self.closed_at = _OUTCOMES[entry.kind], entry.at
        elif entry.kind in _OPENS:
            self.status, self.closed_at = Status.OPEN, None
        elif entry.kind is Kind.WAITING:
            self.status = Status.WAITING
        if entry.kind is Kind.RECEIVED:
            self.topic, self.severity = facts.get("topic"), facts.get("severity")
        elif entry.kind is Kind.ROUTED:
            self.team, self.owner = facts.get("team"), facts.get("owner")
        elif entry.kind is Kind.HANDED_OVER:
            self.team, self.owner = facts.get("team"), facts.get("to")
        elif entry.kind is Kind.RECLASSIFIED and isinstance(to := facts.get("to"), dict):
            self.topic, self.severity, self.team = to.get("topic"), to.get("severity"), None
        if entry.author.kind is AuthorKind.RESPONDER and entry.author.key:
            self.who_acted.add(entry.author.key)


def timeline_faults(report: Report, entries: Sequence[Entry]) -> Iterator[str]:
    """Each disagreement in words, by the report's entries in the order in which they were added; texts are not needed.

    None for a report as the acts keep it.
    """
    if not entries:
        yield "it has no timeline at all"
        return
    if entries[0].kind is not Kind.RECEIVED:
        yield f"its timeline begins with {entries[0].kind}, expected {Kind.RECEIVED}"
    elif entries[0].at != report.received_at:
        yield f"it was received at {_at(report.received_at)}, and its timeline says {_at(entries[0].at)}"
    for kind in (Kind.RECEIVED, Kind.ROUTED):
        count = sum(entry.kind is kind for entry in entries)
        if count != 1:
            yield f"its timeline says {count} times that it was {kind}, expected once"
    for before, after in pairwise(entries):
        if after.at < before.at:
            yield f"{after.kind} of {_at(after.at)} stands behind {before.kind} of {_at(before.at)}"
    yield from _standing_faults(report, entries)


def _standing_faults(report: Report, entries: Sequence[Entry]) -> Iterator[str]:
    told = _Told()
    for entry in entries:
        told.follow(entry)
    pairs: list[tuple[str, object, object]] = [
        ("status", report.status, told.status),
        ("end", _at(report.closed_at), _at(told.closed_at)),
        ("topic", report.topic, told.topic),
        ("severity", report.severity, told.severity),
    ]
    if told.team is not None:
        pairs.append(("team", report.team, told.team))
    if told.owner is not None or report.owner not in (None, *told.who_acted):
        pairs.append(("owner", report.owner, told.owner))
    for name, stored, expected in pairs:
        if stored != expected:
            yield f"its {name} is {stored or 'nothing'}, and by its timeline {expected or 'nothing'}"


def _at(at: datetime | None) -> str:
    return iso_utc(at) if at else ""
