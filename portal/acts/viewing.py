"""Two people at one report: each sees that the other has it open, and whether they are writing. Never what they write.

Whoever is signed in is noted when they open the page. The signed link of a mail is opened by scanners as well, so there
only what a person does notes them: keeping a draft, or the page's script once a key or a pointer moved.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.acts.workplace import Workplace
from portal.store import drafts, viewers

GONE_AFTER = timedelta(seconds=60)
# That somebody is still there is known to 20 seconds; that spares most of the writes.
NOTED_EVERY = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the report open, since when (UTC), and the form they are writing in, if they are."""

    person: str
    since: datetime
    writing: str | None


def note_viewing(workplace: Workplace, report_id: int, person: str) -> None:
    """The person has the report before them now. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        if any(each.person == person for each in viewers.viewers_of(conn, report_id, now - NOTED_EVERY)):
            return
    with workplace.store.writing() as conn:
        viewers.see(conn, report_id, person, now, now - GONE_AFTER)


def others_viewing(workplace: Workplace, report_id: int, person: str) -> list[Other]:
    """Who else has it open now, the longest first. Raises StoreUnavailable."""
    seen_after = workplace.now() - GONE_AFTER
    with workplace.store.reading() as conn:
        found = viewers.viewers_of(conn, report_id, seen_after)
        writing = drafts.being_written(conn, report_id, seen_after)
    return [Other(each.person, each.since, writing.get(each.person)) for each in found if each.person != person]


def forget_viewers(workplace: Workplace) -> int:
    """Forget those who have left; gives the number. Raises StoreUnavailable."""
    with workplace.store.writing() as conn:
        return viewers.discard_before(conn, workplace.now() - GONE_AFTER)
