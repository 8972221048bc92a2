"""Waiting for the customer: it has a limit, a reminder halfway, and ends as `lapsed`. DESIGN §5."""

from dataclasses import dataclass
from datetime import datetime

from portal.promises.clock_events import ClockEvent
from portal.promises.due import due_at
from portal.promises.targets import Target


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait and its limit, in UTC. A second reason given while we wait does not move the limit."""

    since: datetime
    reminder_at: datetime
    lapses_at: datetime

    @classmethod
    def of(cls, event: ClockEvent, time_zone: str) -> "Wait":
        """The wait that a WAITING_STARTED event begins; its days are counted by the wall clock of `time_zone`."""
        lapses_at = due_at(Target(event.limit_days, "days"), event.at, calendar=None, time_zone=time_zone)
        return cls(event.at, event.at + (lapses_at - event.at) / 2, lapses_at)
