"""What the acts on a cause share: one transaction on it, the next word by the site's promises, nothing done twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.audit import record_act
from portal.acts.cause_impersonal import require_impersonal_saying
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, NoHoursLeft
from portal.library.commitment_versions import commitment_version
from portal.reports.causes import Cause, Saying, SayingKind, next_word_by
from portal.store import cause_sayings, causes, duties


@dataclass(frozen=True, slots=True)
class Sentence:
    """What everybody may read of a cause. `next_word` is when it is renewed (UTC); None: as the site promises."""

    words: str
    next_word: datetime | None = None


@dataclass(frozen=True, slots=True)
class CauseMoment:
    """A transaction on one cause: the cause as it stands, and the instant for what is said (UTC)."""

    conn: Connection
    cause: Cause
    now: datetime


@contextmanager
def acting_on_cause(workplace: Workplace, cause_id: int) -> Iterator[CauseMoment]:
    """One transaction on one cause, which nobody else changes meanwhile. Raises MoveRefused where there is none."""
    with workplace.store.writing() as conn:
        cause = causes.cause_by_id(conn, cause_id, lock=True)
        if cause is None:
            raise MoveRefused("This cause is no longer kept. Choose another, or open a new one.")
        # A clock that was set back never puts a sentence before the last one.
        yield CauseMoment(conn, cause, max(workplace.now(), cause.updated_at))


def is_repeat_on(moment: CauseMoment, filling: str, *content: str) -> bool:
    """Whether this filling-in of a form was already acted on with this content."""
    said = sha256("\0".join((filling, *content)).encode(errors="surrogatepass")).hexdigest()
    return not duties.claim_duty(moment.conn, f"form:cause {moment.cause.id}:{said}", moment.now)


def next_word_promised(workplace: Workplace, topic: str, now: datetime) -> datetime | None:
    """The earliest that the site's promises of a next update allow on this topic (UTC); None where none applies."""
    library, day = workplace.library, workplace.local_day(now)
    slugs = {
        commitment.slug
        for severity in library.site.severities
        for commitment in library.commitments_for(topic, severity.key, day)
        if commitment.indicator == "next_update"
    }
    due = []
    for slug in sorted(slugs):
        try:
            due.append(commitment_version(library, slug).due_at(now))
        except NoHoursLeft:
            continue
    return min(due, default=None)


def due_of(workplace: Workplace, topic: str, sentence: Sentence, now: datetime) -> datetime | None:
    """When the sentence is next renewed; None where there is none. Raises MoveRefused."""
    if not sentence.words:
        return None
    return next_word_by(next_word_promised(workplace, topic, now), sentence.next_word, now)


def keep_saying(
    moment: CauseMoment, kind: SayingKind, person: str, body: str, due_at: datetime | None = None
) -> Saying:
    """Keep what is said to all reports that are open now, and who said it. It is carried to them afterwards.

    Raises MoveRefused for what belongs to one of their customers.
    """
    cause = moment.cause
    require_impersonal_saying(moment.conn, cause.id, body)
    record_act(moment.conn, moment.now, f"cause_{kind.value}", person, None, {"cause": cause.id})
    return cause_sayings.add_saying(
        moment.conn, cause_id=cause.id, kind=kind, person=person, at=moment.now, body=body, due_at=due_at
    )
