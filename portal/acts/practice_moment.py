"""What every act on a practice shares: one transaction, by somebody whom it concerns, apart from all that is real.

No module `portal.acts.practice_*` knows the store's reports, timelines, clocks or counts; a rule test holds them to it.
Nothing is written to the audit log either, which leads read: practising is between the two.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from portal import paths
from portal.acts.notify_people import notify_people
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.timeline import Author, Entry, Kind, lead, responder
from portal.store import duties, practices
from portal.team.practice import Practice, Stage


@dataclass(frozen=True, slots=True)
class PracticeMoment:
    """A transaction in which nobody else goes on with the practice."""

    workplace: Workplace
    conn: Connection
    now: datetime
    practice: Practice

    def add(self, kind: Kind, author: Author, facts: dict[str, object] | None = None, **texts: str) -> int:
        """An entry in the practice's own timeline, without the texts that are empty; gives its number."""
        said = {name: words for name, words in texts.items() if words}
        entry = Entry(self.now, kind, author, public=kind is not Kind.LEAD_ASKED, facts=facts or {}, texts=said)
        return practices.append(self.conn, self.practice.id, entry)

    def is_repeat(self, filling: str, *content: str) -> bool:
        """Whether this filling-in of a form was acted on already with this content."""
        return is_repeat(self.conn, filling, self.now, str(self.practice.id), *content)

    def tell(self, message: str, person: str | None, *, by: str, cause: str = "") -> None:
        """`person` hears that `by` has done something in this practice."""
        if person is None or person == by:
            return
        facts = {"who": by, "practice": self.practice.id, "page": paths.desk_practice(self.practice.id)}
        notify_people(self.conn, self.workplace, message, [person], facts, cause=f"{self.practice.id}:{cause}")


@contextmanager
def at_practice(workplace: Workplace, practice_id: int, person: str, *stages: Stage) -> Iterator[PracticeMoment]:
    """One transaction. Raises MoveRefused where the practice is none of theirs, or at none of these stages."""
    with workplace.store.writing() as conn:
        practice = practices.practice_by_id(conn, practice_id, lock=True)
        if practice is None or not practice.concerns(person):
            raise MoveRefused("This practice is no longer kept.")
        if stages and practice.stage not in stages:
            raise MoveRefused("The practice has gone on meanwhile. Look at it again.")
        yield PracticeMoment(workplace, conn, workplace.now(), practice)


def is_repeat(conn: Connection, filling: str, now: datetime, *content: str) -> bool:
    """Whether this filling-in of a form was acted on already with this content."""
    said = sha256("\0".join((filling, *content)).encode(errors="surrogatepass")).hexdigest()
    return not duties.claim_duty(conn, f"form:practice:{said}", now)


def author_of(workplace: Workplace, person: str) -> Author:
    """Leads practise too."""
    return lead(person) if person in workplace.roster().leads else responder(person)
