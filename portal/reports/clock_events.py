"""What the clocks read of a timeline. DESIGN §5 "Starting and stopping"."""

from collections.abc import Iterable

from portal.promises.clock_events import ClockEvent, EventKind, VoidReason
from portal.reports.timeline import Entry, Kind

DEFAULT_LIMIT_DAYS = 14

_OUTCOMES = {
    Kind.RESOLVED: EventKind.RESOLVED,
    Kind.DECLINED: EventKind.DECLINED,
    Kind.REOPENED: EventKind.REOPENED,
    Kind.WITHDRAWN: EventKind.WITHDRAWN,
    Kind.LAPSED: EventKind.LAPSED,
}


def clock_events(entries: Iterable[Entry]) -> list[ClockEvent]:
    """The events in the order of the entries. Internal entries and what the system writes are none.

    Nor is a hand-over, or asking a lead: nobody has written a word to the customer. Setting a report aside is one,
    unless it was opened again: then it was our mistake, and the time it took is ours.
    """
    return [
        ClockEvent(entry.at, kind, limit_days=limit_days(entry), reason=_void_reason(entry))
        for entry in _without_what_was_set_aside_by_mistake(entries)
        if (kind := _event_kind(entry)) is not None
    ]


def limit_days(entry: Entry) -> int:
    """How long we wait for the customer, by a WAITING entry. DESIGN §5: 14 days unless it says otherwise."""
    days = entry.facts.get("limit_days")
    return days if isinstance(days, int) else DEFAULT_LIMIT_DAYS


def _without_what_was_set_aside_by_mistake(entries: Iterable[Entry]) -> list[Entry]:
    """Without each setting aside that was taken back. The opening again stays: it ends a wait for the customer."""
    left: list[Entry] = []
    aside: int | None = None
    for entry in entries:
        if entry.kind is Kind.REOPENED and aside is not None:
            del left[aside]
            aside = None
        elif entry.kind is Kind.SET_ASIDE:
            aside = len(left)
        left.append(entry)
    return left


def _void_reason(entry: Entry) -> VoidReason | None:
    return VoidReason(str(entry.facts["reason"])) if entry.kind is Kind.SET_ASIDE else None


def _event_kind(entry: Entry) -> EventKind | None:
    if entry.kind is Kind.RECEIVED:
        return EventKind.RECEIVED
    if entry.kind is Kind.SET_ASIDE:
        return EventKind.VOIDED
    if not entry.public or entry.kind in (Kind.HANDED_OVER, Kind.ASKING):
        return None
    if entry.kind is Kind.LEAD_DECIDED and not entry.facts.get("written"):
        return None
    if entry.kind in _OUTCOMES:
        return _OUTCOMES[entry.kind]
    if entry.kind in (Kind.CUSTOMER_WROTE, Kind.CORRECTED):
        return EventKind.CUSTOMER_WROTE
    if entry.kind is Kind.WAITING:
        return EventKind.WAITING_STARTED
    if entry.author.is_staff:
        return EventKind.ANSWERED
    return None
