"""A report as its customer may see it: what the tracking page shows, as data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.acts.clocks import promises_behind
from portal.acts.continuations import next_of, previous_of
from portal.acts.customer_writes import reopen_until
from portal.acts.promise_as_read import promise_as_read
from portal.acts.wait import wait_under_way
from portal.acts.workplace import Workplace
from portal.api.answers import private_links
from portal.api.report_models import Who
from portal.api.seen_models import EntrySeen, FileSeen, PromiseSeen, ReportLinked, ReportSeen, WaitSeen
from portal.languages.messages import _
from portal.promises.commitments import CommitmentVersion
from portal.reports.efforts import CONCLUDES, efforts_under_way
from portal.reports.moves import may_be_continued
from portal.reports.report import Attachment, Report, Status
from portal.reports.setting_aside import why_set_aside
from portal.reports.timeline import AuthorKind, Entry, Kind
from portal.store import attachments, clocks, timeline
from portal.store.clocks import StoredClock
from portal.web.promise_words import promises_shown
from portal.web.story import told_texts
from portal.web.story_words import StoryWords


@dataclass(frozen=True, slots=True)
class _Read:
    """All that is read of a report, of one moment."""

    entries: list[Entry]
    files: list[Attachment]
    clocks: list[StoredClock]
    promises: dict[str, CommitmentVersion]
    before: Report | None
    after: Report | None

    @property
    def public(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.public]

    @property
    def is_erased(self) -> bool:
        return any(entry.kind is Kind.ERASED for entry in self.entries)


def report_seen(workplace: Workplace, report: Report) -> ReportSeen:
    """Only public entries are told. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        running = clocks.clocks_of(conn, report.id)
        read = _Read(
            timeline.entries(conn, report.id),
            attachments.attachments_of(conn, report.id),
            running,
            dict(promises_behind(conn, running)),
            previous_of(conn, report),
            next_of(conn, report),
        )
    return ReportSeen(
        **private_links(report),
        reference=report.reference,
        status=report.status.value,
        topic=report.topic,
        severity=report.severity,
        received_at=report.received_at,
        closed_at=report.closed_at,
        who=who_has(workplace, report),
        promises=_promises(workplace, report, read, now),
        waits_for=_waits_for(workplace, report, read),
        set_aside_because=_why_set_aside(read) if report.status is Status.VOID else None,
        a_note=_a_note(workplace, report, read, now),
        before=_linked(read.before),
        after=_linked(read.after),
        entries=_entries(workplace, read, now),
    )


def who_has(workplace: Workplace, report: Report) -> Who:
    owner = workplace.roster().responders.get(report.owner or "")
    return Who(team=workplace.team_name(report.team) or _("our team"), person=owner.name if owner else None)


def _promises(workplace: Workplace, report: Report, read: _Read, now: datetime) -> list[PromiseSeen]:
    if report.status in (Status.WITHDRAWN, Status.VOID):
        return []
    first: dict[str, StoredClock] = {}
    for clock in sorted(read.clocks, key=lambda clock: clock.due_at):
        first.setdefault(clock.indicator, clock)
    zone, waiting = workplace.library.site.time_zone, report.status is Status.WAITING
    shown = promises_shown(first.values(), read.promises, now, zone, waiting=waiting)
    return [
        PromiseSeen(
            commitment=clock.commitment,
            indicator=clock.indicator,
            state=line.state,  # type: ignore[arg-type]
            due_at=clock.due_at,
            stopped_at=clock.stopped_at,
            said=line.sentence,
            left=line.left,
        )
        for clock, line in zip(first.values(), shown, strict=True)
    ]


def _waits_for(workplace: Workplace, report: Report, read: _Read) -> WaitSeen | None:
    wait = wait_under_way(workplace, read.public) if report.status is Status.WAITING else None
    if wait is None:
        return None
    asked = next(entry for entry in reversed(read.public) if entry.kind is Kind.WAITING)
    return WaitSeen(reason=asked.texts.get("reason", ""), until=wait.lapses_at)


def _why_set_aside(read: _Read) -> str:
    """The entry itself is the team's; what it says to the customer is not."""
    return why_set_aside(next((each.facts for each in reversed(read.entries) if each.kind is Kind.SET_ASIDE), {}))


def _a_note(workplace: Workplace, report: Report, read: _Read, now: datetime) -> Any:
    if read.is_erased:
        return "refused"
    if report.status.is_open:
        return "added"
    if not may_be_continued(report.status):
        return "refused"
    if read.after is not None:
        return "goes-to-after"
    until = reopen_until(workplace, report)
    return "reopens" if until is not None and now <= until else "opens-new"


def _linked(report: Report | None) -> ReportLinked | None:
    return ReportLinked(**private_links(report), reference=report.reference) if report else None


def _entries(workplace: Workplace, read: _Read, now: datetime) -> list[EntrySeen]:
    roster, site = workplace.roster(), workplace.library_as_read.site
    names = {key: person.name for key, person in roster.people.items()}
    teams = {key: workplace.team_name(key) for key in roster.teams}

    def promise_said(slug: str, said: str) -> str:
        return promise_as_read(workplace, slug, said)

    words = StoryWords(names, teams, site.time_zone, now, promise_said=promise_said)
    alive = {entry.id for entry in efforts_under_way(read.public)}

    def who(entry: Entry) -> str:
        if entry.author.kind is AuthorKind.CUSTOMER:
            return _("You")
        return names.get(entry.author.key or "", _("A colleague")) if entry.author.key else site.organisation

    return [
        EntrySeen(
            id=entry.id or 0,
            at=entry.at,
            by="staff" if entry.author.is_staff else entry.author.kind.value,  # type: ignore[arg-type]
            who=who(entry),
            kind=entry.kind.value,
            said=_("is trying this now") if entry.id in alive else words.what(entry),
            texts=told_texts(entry, promise_said),
            files=[
                FileSeen(name=file.name, media_type=file.media_type, size_bytes=file.size_bytes)
                for file in read.files
                if file.entry_id == entry.id
            ],
            under_way=entry.id in alive,
            ends=int(str(entry.facts[CONCLUDES])) if entry.kind is Kind.CONCLUDED else None,
        )
        for entry in read.public
    ]
