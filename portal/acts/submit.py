"""Taking a report: routed, its clocks started, kept with its first entries and notices, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.clocks import clocks_at_receipt, next_due_at
from portal.acts.notify import notices_of_receipt
from portal.acts.standing import is_hard, standing
from portal.acts.team_full import tell_team_full
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import ReleaseChanged, StoreUnavailable
from portal.languages.messages import _
from portal.library.matching import matching_limitations
from portal.library.release import Release
from portal.reports.report import Attachment, Contact, Report
from portal.reports.timeline import CUSTOMER, SYSTEM, Entry, Kind
from portal.store import attachments, clocks, contacts, ledger, outbox, reports, timeline
from portal.store.clocks import StoredClock
from portal.store.prepared import run_together
from portal.store.reports import NewReport
from portal.store.search_index import indexing
from portal.team.routing import Route, route_to_page_owner, route_to_team

SHOWN_VALID = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Submission:
    """What the check page sends. `filling` tells one filling-in of the form from another; `shown_release` is the hash
    of the release whose promises the check page showed; `about_page` is the address of the page it is about, `language`
    the one that the customer reads, None for the site's first.
    """

    filling: str
    topic: str
    severity: str
    what_happened: str
    contact: Contact
    shown_release: str
    attachments: tuple[Attachment, ...] = ()
    about_page: str | None = None
    language: str | None = None

    @property
    def key(self) -> str:
        """The same filling-in with the same content is the same report, however often it is sent."""
        contact = (self.contact.kind, self.contact.address, self.contact.name)
        parts = (self.filling, self.topic, self.severity, self.what_happened, *contact)
        files = (attachment.id for attachment in self.attachments)
        return sha256("\0".join((*parts, self.about_page or "", *files)).encode(errors="surrogatepass")).hexdigest()


def submit(workplace: Workplace, submission: Submission, admit: Callable[[Connection], None] | None = None) -> Report:
    """File the report, or give the one that this submission has filed already. One transaction, and so one commit.

    `admit` is asked first in it, and raises what it has against the report (portal.web.limits.counted_by).

    Raises ReleaseChanged when the promises shown have been out of force for more than 24 hours, and StoreUnavailable;
    in both cases nothing is kept.
    """
    now = workplace.now()
    promised = promised_release(workplace, submission.shown_release, now)
    prepared = _prepared(workplace, submission, promised, now, {})
    with workplace.store.writing() as conn:
        if admit is not None:
            admit(conn)
        return _file(conn, workplace, prepared, now, now)


def file_report(
    conn: Connection,
    workplace: Workplace,
    submission: Submission,
    promised: Release,
    now: datetime,
    facts: Mapping[str, object] | None = None,
    *,
    arrived_at: datetime | None = None,
) -> Report:
    """The same inside a transaction at `now`; `facts` are added to those of the first entry.

    What has waited since `arrived_at` was received then, and goes to whoever can take it now: only somebody on shift
    can receive. DESIGN §5.
    """
    arrived_at = now if arrived_at is None else arrived_at
    prepared = _prepared(workplace, submission, promised, arrived_at, facts or {})
    return _file(conn, workplace, prepared, arrived_at, max(now, arrived_at))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All of a report that can be worked out before its transaction, in which others wait for their turn."""

    submission: Submission
    key: str
    promised: Release
    received: Entry
    clocks: tuple[StoredClock, ...]
    limitations: tuple[str, ...]


def _prepared(
    workplace: Workplace, submission: Submission, promised: Release, now: datetime, facts: Mapping[str, object]
) -> _Prepared:
    topic, severity, words = submission.topic, submission.severity, submission.what_happened
    # What we accept costs something as well, so the stance ledger counts the reports that are like it.
    live = workplace.library_as_read.public.live_on(workplace.local_day(now))
    matches = matching_limitations(live.limitations.values(), words, topic)
    first_facts = {"topic": topic, "severity": severity, **facts}
    texts = {"what_happened": tidy(words)}
    return _Prepared(
        submission,
        submission.key,
        promised,
        Entry(now, Kind.RECEIVED, CUSTOMER, public=True, facts=first_facts, texts=texts),
        tuple(clocks_at_receipt(workplace, promised.library, topic, severity, now)),
        tuple(match.limitation.slug for match in matches),
    )


def _file(conn: Connection, workplace: Workplace, prepared: _Prepared, arrived_at: datetime, now: datetime) -> Report:
    """Each table is written once: the clocks, which nothing has stopped yet, need no second look."""
    given, contact = prepared.submission, prepared.submission.contact
    route = choose_route(conn, workplace, given.topic, given.about_page, now, severity=given.severity)
    report = reports.insert_report(conn, _new_report(prepared, route, arrived_at), workplace.draw_reference)
    if report is None:
        return _filed_already(conn, prepared.key)
    received_id = timeline.append_without_texts(conn, report.id, prepared.received)
    routed = Entry(now, Kind.ROUTED, SYSTEM, public=False, facts=route.facts())
    words = (report.reference, contact.name, contact.address, *prepared.received.texts.values())
    run_together(
        conn,
        [
            timeline.texts_of_entry(received_id, prepared.received),
            timeline.entry_without_texts(report.id, routed),
            contacts.first_contact(report.id, contact),
            clocks.first_clocks(report.id, prepared.clocks),
            ledger.matches(report.id, prepared.limitations),
            indexing(conn, {report.id: words}),
            outbox.first_notices(notices_of_receipt(workplace, report, contact, received_id, route.reason.value)),
        ],
    )
    for attachment in given.attachments:
        attachments.attach(conn, report.id, received_id, attachment)
    tell_team_full(conn, workplace, route, now)
    return report


def promised_release(workplace: Workplace, shown_hash: str, now: datetime) -> Release:
    """The release whose promises a customer gets who was shown `shown_hash`. Raises ReleaseChanged. DESIGN §5."""
    shown = workplace.in_force.past(shown_hash)
    if shown is None or (shown.until is not None and now - shown.until > SHOWN_VALID):
        raise ReleaseChanged(_("What we promise has changed since you began. Look at it again before you send."))
    return shown.release


def choose_route(
    conn: Connection, workplace: Workplace, topic: str, about_page: str | None, now: datetime, *, severity: str = ""
) -> Route:
    """Who would get a report that arrives now, by the release in force."""
    library, roster = workplace.library, workplace.roster()
    page = library.public.by_path(about_page) if about_page else None
    owner = page.owner if page else None
    team = (library.public.topics.get(topic) or library.catch_all).team
    # The page's owner is a person, of whom no breaks are asked, or a team.
    among = (*roster.members(team), *(roster.members(owner) if owner else ()))
    stand = standing(conn, workplace, now, hard=is_hard(conn, workplace, severity), among=among)
    to_owner = route_to_page_owner(roster, owner, stand.loads, now, resting=stand.resting) if owner else None
    return to_owner or route_to_team(roster, team, stand.loads, now, resting=stand.resting)


def _new_report(prepared: _Prepared, route: Route, now: datetime) -> NewReport:
    return NewReport(
        submission_key=prepared.key,
        topic=prepared.submission.topic,
        severity=prepared.submission.severity,
        team=route.team,
        owner=route.owner,
        received_at=now,
        release_hash=prepared.promised.hash,
        about_page=prepared.submission.about_page,
        next_due_at=next_due_at(prepared.clocks),
        language=prepared.submission.language,
    )


def _filed_already(conn: Connection, key: str) -> Report:
    report = reports.report_by_submission_key(conn, key)
    if report is None:
        raise StoreUnavailable("The same report was being filed at this moment. Send it once more.")
    return report
