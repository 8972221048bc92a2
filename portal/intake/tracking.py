"""What the tracking page shows: the story, what is left of each promise, and what the customer can do now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.acts.call_late import is_late
from portal.acts.customer_writes import reopen_until
from portal.acts.listen import unanswered
from portal.acts.workplace import Workplace
from portal.promises.spoken import dated_time
from portal.reports.report import Attachment, Contact, ContactKind, Report, Status
from portal.reports.timeline import Entry, Kind
from portal.store import attachments, clocks, contacts, timeline
from portal.store.clocks import StoredClock
from portal.store.feedback import Feedback, feedback_of
from portal.web.promise_words import PromiseShown, promises_shown
from portal.web.story import Storyteller, Told

_STANDS = {
    Status.OPEN: "{who} has it.",
    Status.WAITING: "{who} has it, and waits for you.",
    Status.RESOLVED: "Resolved.",
    Status.DECLINED: "We stopped here.",
    Status.LAPSED: "Closed, because no answer came.",
    Status.WITHDRAWN: "You took this report back.",
    Status.VOID: "Set aside.",
}


class Late(StrEnum):
    """Where the button "you are late" stands."""

    NOTHING = "nothing"
    MAY_SAY = "may_say"
    HAS_SAID = "has_said"


@dataclass(frozen=True, slots=True)
class Tracking:
    """`reopens_until` is said in words where a message would reopen the report, and empty elsewhere."""

    report: Report
    topic: str
    stands: str
    promises: list[PromiseShown]
    story: list[Told]
    contact: Contact
    may_write: bool
    heard: Entry | None
    feedback: Feedback | None
    may_thank: bool
    erased: bool
    late: Late
    reopens_until: str


def tracking_of(workplace: Workplace, report: Report, file_address: Callable[[Attachment], str]) -> Tracking:
    """Only public entries are told. Raises StoreUnavailable."""
    now, library, roster = workplace.now(), workplace.library, workplace.roster()
    with workplace.store.reading() as conn:
        entries = [entry for entry in timeline.entries(conn, report.id) if entry.public]
        files = attachments.attachments_of(conn, report.id)
        running = clocks.clocks_of(conn, report.id)
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
        said = feedback_of(conn, report.id)
    owner = roster.responders.get(report.owner or "")
    team = roster.teams[report.team].name if report.team in roster.teams else "our team"
    who = f"{owner.name} at {team}" if owner else team[0].upper() + team[1:]
    topic = library.public.topics.get(report.topic)
    storyteller = Storyteller(
        names={key: person.name for key, person in roster.people.items()},
        teams={key: found.name for key, found in roster.teams.items()},
        customer="You",
        system=library.site.organisation,
        time_zone=roster.time_zone,
        now=now,
        file_address=file_address,
    )
    until = reopen_until(workplace, report)
    erased = any(entry.kind is Kind.ERASED for entry in entries)
    return Tracking(
        report=report,
        topic=topic.says if topic else "Your report",
        stands=_STANDS[report.status].format(who=who),
        promises=promises_shown(running, now, roster.time_zone) if _promises_matter(report) else [],
        story=storyteller.tell(entries, files),
        contact=contact,
        late=_late(entries, running, now),
        heard=unanswered(entries) if report.status.is_open else None,
        feedback=said,
        may_thank=any(entry.author.is_staff for entry in entries),
        erased=erased,
        may_write=_may_write(report, until, now) and not erased,
        reopens_until=dated_time(until, roster.time_zone)
        if until and now <= until and _can_reopen(report) and not erased
        else "",
    )


def _late(entries: list[Entry], running: list[StoredClock], now: datetime) -> Late:
    """Whether the customer may say that we are late, or has said so already of all that is."""
    late = [clock for clock in running if is_late(clock, now)]
    said = {(slug, entry.at) for entry in entries if entry.kind is Kind.CALLED_LATE for slug in _slugs(entry)}
    unsaid = [clock for clock in late if not any(slug == clock.commitment and at > clock.due_at for slug, at in said)]
    if unsaid:
        return Late.MAY_SAY
    return Late.HAS_SAID if late else Late.NOTHING


def _slugs(entry: Entry) -> list[str]:
    slugs = entry.facts.get("commitments")
    return [str(slug) for slug in slugs] if isinstance(slugs, list) else []


def _promises_matter(report: Report) -> bool:
    return report.status not in (Status.WITHDRAWN, Status.VOID)


def _can_reopen(report: Report) -> bool:
    return report.status in (Status.RESOLVED, Status.DECLINED, Status.LAPSED)


def _may_write(report: Report, until: datetime | None, now: datetime) -> bool:
    return report.status.is_open or (_can_reopen(report) and until is not None and now <= until)
