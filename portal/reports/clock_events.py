"""What the clocks read of a timeline. DESIGN §5 "Starting and stopping"."""

from collections.abc import Iterable

from portal.promises.clock_events import ClockEvent, EventKind
from portal.reports.timeline import Entry, Kind

_OUTCOMES = {
    Kind.RESOLVED: EventKind.RESOLVED,
    Kind.DECLINED: EventKind.DECLINED,
    Kind.REOPENED: EventKind.REOPENED,
    Kind.WITHDRAWN: EventKind.WITHDRAWN,
}


def clock_events(entries: Iterable[Entry]) -> list[ClockEvent]:
    """The events in the order of the entries. Internal entries and what the system writes are none."""
    return [ClockEvent(entry.at, kind) for entry in entries if (kind := _event_kind(entry)) is not None]


def _event_kind(entry: Entry) -> EventKind | None:
    if entry.kind is Kind.RECEIVED:
        return EventKind.RECEIVED
    if not entry.public:
        return None
    if entry.kind in _OUTCOMES:
        return _OUTCOMES[entry.kind]
    if entry.kind is Kind.CUSTOMER_WROTE:
        return EventKind.CUSTOMER_WROTE
    if entry.author.is_staff:
        return EventKind.ANSWERED
    return None
