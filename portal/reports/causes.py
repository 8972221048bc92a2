"""One cause behind several reports: what is said of it to all of them, and when it is said next. DESIGN §1.4, §5.

Its title is for the team. Its sentence is for everybody: who reported it, who is about to, and who looks at the home
page. Nobody is put into a cause but by a person who has read the report.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.errors import MoveRefused

LONGEST_WITHOUT_PROMISE = timedelta(hours=24)


class SayingKind(StrEnum):
    """Why something was said to all reports of a cause at once."""

    OPENED = "opened"
    RENEWED = "renewed"
    CLOSED = "closed"
    REOPENED = "reopened"
    ANSWERED = "answered"
    RESOLVED = "resolved"

    @property
    def is_sentence(self) -> bool:
        """Whether it is the sentence that everybody may read, and not words to each customer."""
        return self not in (SayingKind.ANSWERED, SayingKind.RESOLVED)


class ToldState(StrEnum):
    """What became of a saying on one report. Skipped: it was closed or taken out meanwhile."""

    WAITING = "waiting"
    SAID = "said"
    SKIPPED = "skipped"
    FAILED = "failed"


class CauseStep(StrEnum):
    """What the people hear of a sentence that is to be renewed."""

    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Cause:
    """`topic` is a slug, `opened_by` and `said_by` are keys of team.yml. Instants are in UTC.

    Without a sentence it is for the team alone: `said_by` and `due_at` are None, and nothing of it is public.
    """

    id: int
    title: str
    sentence: str
    topic: str
    opened_by: str
    said_by: str | None
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_public(self) -> bool:
        """Whether its sentence is to be read by everybody now."""
        return self.is_open and bool(self.sentence)

    def is_late(self, now: datetime) -> bool:
        """Whether the next word was due before `now`. Due exactly now is in time."""
        return self.is_open and self.due_at is not None and now > self.due_at


@dataclass(frozen=True, slots=True)
class Saying:
    """Words said to all reports of a cause at once, by `person` at `at` (UTC).

    `due_at` is by when the next word was promised with it. It is finished once each report has it or was passed over.
    """

    id: int
    cause_id: int
    kind: SayingKind
    person: str
    at: datetime
    body: str
    due_at: datetime | None
    finished_at: datetime | None


def require_open(cause: Cause | None) -> Cause:
    """Raises MoveRefused for a cause that is closed, or not kept."""
    if cause is None:
        raise MoveRefused("This cause is no longer kept. Choose another, or open a new one.")
    if not cause.is_open:
        raise MoveRefused(f"“{cause.title}” is closed by now. Open it again first, if it is not over.")
    return cause


def next_word_by(promised: datetime | None, chosen: datetime | None, now: datetime) -> datetime:
    """When the sentence is next renewed: as promised, or earlier where somebody chose so. All instants in UTC.

    `promised` is the earliest that the site's own promises allow, None where none applies; then somebody has to choose,
    within a day. Raises MoveRefused; nothing is ever made up.
    """
    if chosen is None and promised is None:
        raise MoveRefused("Say by when the next word comes. No promise of ours says it for this topic.")
    if chosen is None:
        assert promised is not None
        return promised
    if chosen <= now:
        raise MoveRefused("Choose a time for the next word that is still ahead.")
    if promised is not None and chosen > promised:
        raise MoveRefused("We promise the next word earlier than that. Leave the time empty, or choose an earlier one.")
    if promised is None and chosen - now > LONGEST_WITHOUT_PROMISE:
        raise MoveRefused("Choose a time for the next word within a day.")
    return chosen


def step_of(cause: Cause, now: datetime) -> CauseStep | None:
    """The latest step that has come by `now`: three quarters of the time are gone, or all of it."""
    if not cause.is_public or cause.due_at is None:
        return None
    if cause.is_late(now):
        return CauseStep.LATE
    soon_at = cause.updated_at + (cause.due_at - cause.updated_at) * 3 / 4
    return CauseStep.SOON if now >= soon_at else None
