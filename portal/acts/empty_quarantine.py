"""A person empties the quarantine: what is a report goes to its team as if it had never waited, the rest is set aside.

What was set aside by mistake can be let in for as long as it is kept.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import Connection

from portal.acts.audit import record_act
from portal.acts.submit import Submission, file_report, promised_release
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, StoreError
from portal.reports.held import HeldReport, HeldState
from portal.reports.report import Report
from portal.store import held_reports, reports

SET_ASIDE_KEPT = timedelta(days=30)
LET_IN = "held_let_in"
SET_ASIDE = "held_set_aside"


def let_in(workplace: Workplace, held_id: int, person: str) -> Report:
    """File it, received when it came, under the reference and with the promises that its sender was given; whoever is
    there now gets it.

    Twice is once. Raises MoveRefused where it is no longer kept, StoreUnavailable.
    """
    now = workplace.now()
    with workplace.store.writing() as conn:
        held = _held(conn, held_id)
        if held.state is HeldState.LET_IN:
            return _report(conn, held)
        report = _filed(conn, workplace, held, now)
        held_reports.becomes_report(conn, held.id, report.id, person, now)
        record_act(conn, now, LET_IN, person, report, {"held_for": held.held_for.value})
        return report


def set_aside(workplace: Workplace, held_id: int, person: str) -> None:
    """No report is made of it; its private page says so. Raises MoveRefused where somebody has let it in."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        held = _held(conn, held_id)
        if held.state is HeldState.SET_ASIDE:
            return
        if not held_reports.set_aside(conn, held.id, person, now):
            raise MoveRefused(f"{held.reference} was let in meanwhile. Open the report to set it aside.")
        record_act(conn, now, SET_ASIDE, person, facts={"held_for": held.held_for.value})


def forget_set_aside(workplace: Workplace) -> int:
    """Delete what was set aside long ago; gives how many."""
    with workplace.store.writing() as conn:
        return held_reports.forget_set_aside(conn, workplace.now() - SET_ASIDE_KEPT)


def _held(conn: Connection, held_id: int) -> HeldReport:
    held = held_reports.held_by_id(conn, held_id, lock=True)
    if held is None:
        raise MoveRefused("This is no longer kept. Look at the quarantine again.")
    return held


def _filed(conn: Connection, workplace: Workplace, held: HeldReport, now: datetime) -> Report:
    draws = chain([held.reference], iter(workplace.draw_reference, None))
    under_its_reference = replace(workplace, draw_reference=lambda: next(draws))
    promised = promised_release(workplace, held.release_hash, held.received_at)
    # A clock that was set back meanwhile lets nothing arrive in the future.
    arrived_at = min(held.received_at, now)
    return file_report(conn, under_its_reference, _submission(held), promised, now, arrived_at=arrived_at)


def _submission(held: HeldReport) -> Submission:
    return Submission(
        filling=held.filling,
        topic=held.topic,
        severity=held.severity,
        what_happened=held.words,
        contact=held.contact,
        shown_release=held.release_hash,
        attachments=held.files,
        about_page=held.about_page,
        language=held.language,
    )


def _report(conn: Connection, held: HeldReport) -> Report:
    found = reports.report_by_id(conn, held.report_id or 0)
    if found is None:
        raise StoreError(f"Held report {held.id} was let in as a report that is not kept.")
    return found
