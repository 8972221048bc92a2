"""The work that a coaching note is about: what was written on a report, or in a practice."""

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.reports.timeline import Entry
from portal.store import practices, timeline
from portal.store.coaching import Subject
from portal.team.roster import Person


def entries_of(conn: Connection, subject: Subject) -> list[Entry]:
    """In the order in which they were written, with their texts."""
    return practices.entries(conn, subject.id) if subject.kind == "practice" else timeline.entries(conn, subject.id)


def people_of(workplace: Workplace, entries: list[Entry]) -> dict[str, Person]:
    """Whoever of the team wrote one of the entries, by key: about their work one can talk."""
    people = workplace.roster().people
    keys = (entry.author.key or "" for entry in entries if entry.author.is_staff)
    return {key: people[key] for key in keys if key in people}
