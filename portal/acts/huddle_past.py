"""What a huddle says of the time since the last one: misses, thanks, and what is said differently now."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from portal import paths
from portal.acts.clocks import promised_version
from portal.acts.huddle_changes import changes_between
from portal.acts.workplace import Workplace
from portal.reports.personal_traces import customer_traces, without_traces
from portal.reports.report import Contact, ContactKind
from portal.store import contacts, huddle_reading
from portal.store.thanks import Thanks
from portal.team.huddle_facts import Changed, Miss, Thanked
from portal.team.huddle_times import people_of
from portal.team.roster import Roster

# More than this nobody reads before a shift; they are counted.
MOST_READ = 30
_KINDS = {"commitments": "Promise", "limitations": "What we accept", "policies": "Policy"}


def misses(conn: Connection, workplace: Workplace, team: str, since: datetime, until: datetime) -> tuple[Miss, ...]:
    """The latest, with what was tried last, and nothing in it of the customer: the page lies on tables."""
    found = huddle_reading.misses(conn, team, since, until, MOST_READ)
    ids = {each.report_id for each in found}
    tried, known = huddle_reading.last_tried(conn, ids), contacts.contacts_of(conn, ids)
    topics = workplace.library.public.topics

    def impersonal(report_id: int, reference: str) -> str:
        words, contact = tried.get(report_id, ""), known.get(report_id) or Contact(ContactKind.NONE)
        return without_traces(words, customer_traces(words, contact, reference))

    return tuple(
        Miss(
            reference=each.reference,
            topic=topics[each.topic].says if each.topic in topics else each.topic,
            promise=promised_version(conn, each.commitment_version).title,
            tried=impersonal(each.report_id, each.reference),
            address=paths.desk_report_signed_in(each.reference),
        )
        for each in found
    )


def thanked_scripts(
    conn: Connection, workplace: Workplace, team: str, since: datetime, until: datetime
) -> tuple[str, ...]:
    """The titles of scripts after which a customer said thank you."""
    scripts = workplace.library.desk.scripts
    found = huddle_reading.thanked_scripts(conn, team, since, until)
    return tuple(scripts[slug].title for slug in found if slug in scripts)


def thanks_shown(
    roster: Roster, team: str, shown: Iterable[Thanks], since: datetime, until: datetime
) -> tuple[Thanked, ...]:
    """What somebody of the team agreed to show in this time, and nothing else that was given to them."""
    ours = {person.key: person.name for person in people_of(roster, team)}
    names = {key: person.name for key, person in roster.people.items()}
    return tuple(
        Thanked(
            person=ours[each.person],
            giver=names.get(each.giver, "a colleague") if each.giver else "a customer",
            words=each.words,
        )
        for each in shown
        if each.person in ours and each.on_wall_since is not None and since < each.on_wall_since <= until
    )


def changed_pages(conn: Connection, workplace: Workplace, since: datetime, until: datetime) -> tuple[Changed, ...]:
    return tuple(
        Changed(_KINDS.get(each.kind, "Page"), each.title, each.words, each.is_weaker, each.path)
        for each in changes_between(conn, workplace, since, until)
    )
