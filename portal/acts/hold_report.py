"""A report that looks odd waits in the quarantine until a person has looked. Nothing is dropped, and nobody is accused.

What is promised counts from its arrival, however long it waits. DESIGN §5.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from portal import paths
from portal.acts.notify_people import notify_people
from portal.acts.submit import Submission, promised_release
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import QuarantineFull, StoreError
from portal.reports.held import HeldFor, HeldReport
from portal.reports.report import Report
from portal.store import duties, held_reports, reports
from portal.team.roster import on_shift

MOST_WAITING = 5_000
QUARANTINE_WAITS = "quarantine_waits"
_DRAWS = 20


def hold(
    workplace: Workplace, submission: Submission, held_for: HeldFor, admit: Callable[[Connection], None]
) -> HeldReport | Report:
    """Keep what was sent; gives the report where the same was filed before, and what is held where it is held already.

    `admit` is asked first, as in `submit`. Raises what it raises, QuarantineFull, ReleaseChanged and
    StoreUnavailable; nothing is kept then.
    """
    now = workplace.now()
    promised_release(workplace, submission.shown_release, now)
    with workplace.store.writing() as conn:
        before = reports.report_by_submission_key(conn, submission.key)
        same = before or held_reports.held_by_submission_key(conn, submission.key)
        if same is not None:
            return same
        admit(conn)
        if held_reports.count_waiting(conn) >= MOST_WAITING:
            raise QuarantineFull("The quarantine is full until somebody empties it. Try again later.")
        held = _kept(conn, workplace, submission, held_for, now)
        _tell(conn, workplace, held, now)
        return held


def _kept(
    conn: Connection, workplace: Workplace, submission: Submission, held_for: HeldFor, now: datetime
) -> HeldReport:
    values = {
        "submission_key": submission.key,
        "held_for": held_for.value,
        "received_at": now,
        "filling": submission.filling,
        "topic": submission.topic,
        "severity": submission.severity,
        "words": tidy(submission.what_happened),
        "contact_kind": submission.contact.kind.value,
        "contact_address": submission.contact.address,
        "contact_name": submission.contact.name,
        "release_hash": submission.shown_release,
        "about_page": submission.about_page,
        "language": submission.language,
    }
    for _ in range(_DRAWS):
        reference = workplace.draw_reference()
        if reports.report_by_reference(conn, reference) is not None:
            continue
        kept = held_reports.hold(conn, {**values, "reference": reference}, submission.attachments)
        found = kept or held_reports.held_by_submission_key(conn, submission.key)
        if found is not None:
            return found
    raise StoreError(f"{_DRAWS} references in a row were taken; nothing was saved. Send the report again.")


def _tell(conn: Connection, workplace: Workplace, held: HeldReport, now: datetime) -> None:
    """The leads of its team hear of it, once an hour at most; of the highest severity at once, and who is there too."""
    library, roster = workplace.library, workplace.roster()
    team = library.public.topics.get(held.topic, library.catch_all).team
    people, cause = [lead.key for lead in roster.leads_of(team)], f"{team}:{now:%Y-%m-%dT%H}"
    is_grave = held.severity == library.site.highest_severity
    if is_grave:
        cause = f"held {held.id}"
        people += [person.key for person in roster.members(team) if on_shift(person, roster.time_zone, now)]
    if duties.claim_duty(conn, f"quarantine:{cause}", now):
        notify_people(
            conn, workplace, QUARANTINE_WAITS, people, {"grave": is_grave, "page": paths.DESK_QUARANTINE}, cause=cause
        )
