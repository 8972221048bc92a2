"""What the tracking page shows: the story, what is left of each promise, and what the customer can do now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.acts.call_late import is_late
from portal.acts.clocks import promises_behind
from portal.acts.customer_writes import reopen_until
from portal.acts.listen import unanswered
from portal.acts.promise_as_read import promise_as_read
from portal.acts.thank import helpers_among
from portal.acts.wait import wait_under_way
from portal.acts.workplace import Workplace
from portal.intake.known_causes import CauseShown, cause_of_report
from portal.intake.linked_reports import LinkedReport, NewReportAhead, linked_reports, new_report_ahead
from portal.languages.formatting import listed
from portal.languages.messages import N_, _, ngettext
from portal.promises.spoken import dated_time, spoken_time
from portal.reports.efforts import efforts_under_way
from portal.reports.moves import may_be_continued
from portal.reports.report import Attachment, Contact, ContactKind, Report, Status
from portal.reports.setting_aside import why_set_aside
from portal.reports.timeline import Entry, Kind
from portal.store import attachments, clocks, contacts, timeline
from portal.store.clocks import StoredClock
from portal.store.feedback import Feedback, feedback_of
from portal.web.promise_words import PromiseShown, promises_shown
from portal.web.story import Storyteller, Told

OPEN_EVERY_S = 3.5
CLOSED_EVERY_S = 30.0

_STANDS = {
    Status.OPEN: N_("%(who)s has it."),
    Status.WAITING: N_("%(who)s has it, and waits for you."),
    Status.RESOLVED: N_("Resolved."),
    Status.DECLINED: N_("We stopped here."),
    Status.LAPSED: N_("Closed, because no answer came."),
    Status.WITHDRAWN: N_("You took this report back."),
}


class Late(StrEnum):
    """Where the button "you are late" stands."""

    NOTHING = "nothing"
    MAY_SAY = "may_say"
    HAS_SAID = "has_said"


@dataclass(frozen=True, slots=True)
class Pause:
    """Why we wait for the customer, in words; `reason` is empty once it is erased."""

    title: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """`reopens_until` is said in words where a message would reopen the report, and empty elsewhere.

    `helpers` are the names of those who have helped, by key. `before` and `after` are the reports that this one goes on
    from and that goes on from it; `ahead` is what a message would become that comes too late to reopen it. `looked_at`
    is now, in words; a script asks again after `every_s`.
    """

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
    helpers: Mapping[str, str]
    erased: bool
    late: Late
    cause: CauseShown | None
    reopens_until: str
    pause: Pause | None
    before: LinkedReport | None
    after: LinkedReport | None
    ahead: NewReportAhead | None
    looked_at: str
    time_zone: str
    every_s: float


def tracking_of(workplace: Workplace, report: Report, file_address: Callable[[Attachment], str]) -> Tracking:
    """Only public entries are told. Raises StoreUnavailable."""
    now, library, roster = workplace.now(), workplace.library_as_read, workplace.roster()
    with workplace.store.reading() as conn:
        told = timeline.entries(conn, report.id)
        entries = [entry for entry in told if entry.public]
        files = attachments.attachments_of(conn, report.id)
        running = clocks.clocks_of(conn, report.id)
        promises = promises_behind(conn, running)
        contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
        said = feedback_of(conn, report.id)
        before, after = linked_reports(conn, workplace, report)
        cause = cause_of_report(conn, workplace, report)
    owner = roster.responders.get(report.owner or "")
    team = workplace.team_name(report.team) or _("our team")
    who = _("%(person)s at %(team)s", person=owner.name, team=team) if owner else team[0].upper() + team[1:]
    topic = library.public.topics.get(report.topic)
    storyteller = Storyteller(
        names={key: person.name for key, person in roster.people.items()},
        teams={key: workplace.team_name(key) for key in roster.teams},
        customer=_("You"),
        system=library.site.organisation,
        time_zone=roster.time_zone,
        now=now,
        file_address=file_address,
        promise_said=lambda slug, said: promise_as_read(workplace, slug, said),
    )
    until = reopen_until(workplace, report)
    erased = any(entry.kind is Kind.ERASED for entry in entries)
    may_write = _may_write(report, until, now) and not erased
    may_carry_on = may_be_continued(report.status) and not (may_write or erased or after)
    return Tracking(
        report=report,
        topic=topic.says if topic else _("Your report"),
        stands=_why_set_aside(told)
        if report.status is Status.VOID
        else _stands(report, who, _trying(entries, storyteller.names), owner.name if owner else ""),
        promises=promises_shown(running, promises, now, roster.time_zone, waiting=report.status is Status.WAITING)
        if _promises_matter(report)
        else [],
        story=storyteller.tell(entries, files),
        contact=contact,
        late=_late(entries, running, now),
        cause=cause,
        heard=unanswered(entries) if report.status.is_open else None,
        feedback=said,
        may_thank=any(entry.author.is_staff for entry in entries),
        helpers=helpers_among(workplace, entries),
        erased=erased,
        may_write=may_write,
        reopens_until=dated_time(until, roster.time_zone)
        if until and now <= until and may_be_continued(report.status) and not erased
        else "",
        pause=_pause(workplace, report, entries, owner.name if owner else _("Somebody of our team")),
        before=before,
        after=after,
        ahead=new_report_ahead(workplace, report) if may_carry_on else None,
        looked_at=spoken_time(now, now, roster.time_zone),
        time_zone=roster.time_zone,
        every_s=OPEN_EVERY_S if report.status.is_open else CLOSED_EVERY_S,
    )


def _trying(entries: list[Entry], names: Mapping[str, str]) -> list[str]:
    """The names of those who are trying something now."""
    somebody = _("A colleague")
    return list(dict.fromkeys(names.get(each.author.key or "", somebody) for each in efforts_under_way(entries)))


def _stands(report: Report, who: str, trying: list[str], owner: str) -> str:
    """Who has it, and who is trying something: mostly the same person."""
    if report.status is Status.OPEN and trying == [owner]:
        return _("%(who)s has it, and is trying something now.", who=who)
    stands = _(_STANDS[report.status], who=who)
    if not trying:
        return stands
    people, many = listed(trying), len(trying)
    under_way = ngettext(
        "%(people)s is trying something now.", "%(people)s are trying something now.", many, people=people
    )
    return f"{stands} {under_way}"


def _why_set_aside(entries: list[Entry]) -> str:
    """The entry itself is the team's; what it says to the customer is not."""
    facts = next((entry.facts for entry in reversed(entries) if entry.kind is Kind.SET_ASIDE), {})
    return why_set_aside(facts)


def _pause(workplace: Workplace, report: Report, entries: list[Entry], who: str) -> Pause | None:
    wait = wait_under_way(workplace, entries) if report.status is Status.WAITING else None
    if wait is None:
        return None
    asked = next(entry for entry in reversed(entries) if entry.kind is Kind.WAITING)
    until = dated_time(wait.lapses_at, workplace.library.site.time_zone)
    return Pause(
        _("%(who)s needs something from you", who=who),
        asked.texts.get("reason", ""),
        _("Our promises on time rest until you write. If we hear nothing by %(time)s, we close this.", time=until),
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


def _may_write(report: Report, until: datetime | None, now: datetime) -> bool:
    return report.status.is_open or (may_be_continued(report.status) and until is not None and now <= until)
