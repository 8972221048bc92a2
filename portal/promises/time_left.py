"""What is left of a promise, in words and in the commitment's own kind of time: "due in 38 working minutes"."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.languages.messages import _
from portal.promises.clocks import left_s
from portal.promises.commitments import CommitmentVersion
from portal.promises.spoken import spoken_duration

AT_RISK_S = 30 * 60
RESTS = "rests: we wait for the customer"


class Urgency(StrEnum):
    """How a promise stands; the values name the signs of templates/parts/signs.html."""

    LATE = "missed"
    AT_RISK = "at-risk"
    IN_TIME = "running"
    RESTS = "waiting"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`words` say it all by themselves, to the team: "due in 2 working hours", "late by 20 minutes".

    `after_due` stands after the due time: "2 working hours left", "late by 20 minutes".
    """

    urgency: Urgency
    words: str
    after_due: str


def time_left(version: CommitmentVersion, due_at: datetime, now: datetime) -> TimeLeft:
    """How long until `due_at`, counted at `now` (both UTC) in the hours of the promise's calendar.

    What is late is late in real time, closed hours and all: the customer waits in those too.
    """
    left = left_s(version, due_at, now)
    if now > due_at:
        late = _("late by %(time)s", time=_roughly(-left))
        return TimeLeft(Urgency.LATE, late, late)
    urgency = Urgency.AT_RISK if left <= AT_RISK_S else Urgency.IN_TIME
    length = _roughly(left, working=version.target.working)
    return TimeLeft(urgency, f"due in {length}", _("%(time)s left", time=length))


def resting() -> TimeLeft:
    """Of a promise that rests until the customer has written."""
    return TimeLeft(Urgency.RESTS, RESTS, RESTS)


def _roughly(seconds: int, *, working: bool = False) -> str:
    """Rounded down, to be read at a glance: from two hours on in whole hours, from two days on in whole days. So nobody
    is told of time that is not there; below two hours, where it matters, to the minute.

    Working time is said in hours however long it is, since a working day has no fixed length.
    """
    unit_s = 86_400 if seconds >= 2 * 86_400 and not working else 3_600 if seconds >= 2 * 3_600 else 60
    return spoken_duration(max(seconds // unit_s * unit_s, 0), working=working)
