"""What the acts on a report share: one transaction, a report that is still open and owned, and nothing done twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import Overtaken, UnknownReport
from portal.languages.messages import _
from portal.reports.moves import require_staff_move
from portal.reports.overtaking import Filling, said_since
from portal.reports.report import Report
from portal.reports.timeline import Author, Kind, lead, responder
from portal.store import drafts, duties, reports, timeline


@dataclass(frozen=True, slots=True)
class Moment:
    """A transaction on one report: the report as it stands, and the instant for new entries (UTC)."""

    conn: Connection
    report: Report
    now: datetime


@contextmanager
def acting_on(workplace: Workplace, report_id: int) -> Iterator[Moment]:
    """One transaction on one report, which nobody else changes meanwhile. Raises UnknownReport."""
    with workplace.store.writing() as conn:
        report = reports.report_by_id(conn, report_id, lock=True)
        if report is None:
            raise UnknownReport(_("This report is no longer kept."))
        # A clock that was set back never puts an entry before the last one.
        now = max(workplace.now(), timeline.last_at(conn, report_id) or report.received_at)
        yield Moment(conn, report, now)


def require_act(workplace: Workplace, moment: Moment, move: str, person: str) -> Report:
    """The report, owned from now on by the responder `person` if nobody did. Raises MoveRefused on a closed report."""
    require_staff_move(moment.report.status, move)
    if moment.report.owner is not None or person not in workplace.roster().responders:
        return moment.report
    reports.update_report(moment.conn, moment.report.id, owner=person)
    return replace(moment.report, owner=person)


def author_of(workplace: Workplace, person: str) -> Author:
    """`person` as the author of an entry: a lead where they lead, else a responder."""
    return lead(person) if person in workplace.roster().leads else responder(person)


def is_erased(moment: Moment) -> bool:
    """Whether the customer had the words of this report erased."""
    return any(entry.kind is Kind.ERASED for entry in timeline.entries(moment.conn, moment.report.id))


def is_repeat(moment: Moment, filling: str, *content: str) -> bool:
    """Whether this filling-in of a form was already acted on with this content, so that sending twice does it once.

    Who goes back and corrects a word has something else to say, and nothing of that is dropped. What was kept as a
    draft of the form goes with it. Raises Overtaken where it was filled in on a page that is behind the timeline.
    """
    said = sha256("\0".join((filling, *content)).encode(errors="surrogatepass")).hexdigest()
    is_first = duties.claim_duty(moment.conn, f"form:{moment.report.id}:{said}", moment.now)
    duties.claim_duty(moment.conn, _sent(moment, filling), moment.now)
    drafts.discard_filling(moment.conn, moment.report.id, str(filling))
    if is_first and isinstance(filling, Filling):
        _require_up_to_date(moment, filling)
    return not is_first


def was_sent(moment: Moment, filling: str) -> bool:
    """Whether this filling-in of a form was acted on, with whatever content: then nothing of it is a draft any more."""
    return duties.is_done(moment.conn, _sent(moment, filling))


def _sent(moment: Moment, filling: str) -> str:
    return f"sent:{moment.report.id}:{sha256(filling.encode(errors='surrogatepass')).hexdigest()}"


def _require_up_to_date(moment: Moment, filling: Filling) -> None:
    # On a closed report there is nothing to send all the same; the act itself says why.
    if moment.report.status.is_open and said_since(timeline.entries(moment.conn, moment.report.id), filling):
        raise Overtaken("This was not sent yet: somebody wrote while you did. Read it, then send yours or change it.")
