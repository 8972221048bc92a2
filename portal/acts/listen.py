"""Active listening: the responder sums up what they heard, the customer confirms it or puts it right. DESIGN §1.3."""

from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer, notify_responders
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.languages.messages import _
from portal.reports.report import Status
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import reports, timeline


def say_what_i_heard(workplace: Workplace, report_id: int, person: str, filling: str, heard: str) -> None:
    """Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, heard):
            return
        report = require_act(workplace, moment, "sum up", person)
        author = author_of(workplace, person)
        entry = Entry(moment.now, Kind.HEARD, author, public=True, texts={"heard": tidy(heard)})
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "heard", entry_id)


def confirm_heard(workplace: Workplace, report_id: int, entry_id: int) -> None:
    """The customer says: that is it. Twice is once. Raises MoveRefused where there is nothing to confirm."""
    with acting_on(workplace, report_id) as moment:
        if _answered(timeline.entries(moment.conn, report_id), entry_id):
            return
        entry = Entry(moment.now, Kind.CONFIRMED, CUSTOMER, public=True, facts={"heard": entry_id})
        confirmed_id = add_entry(moment.conn, workplace, moment.report, entry)
        notify_responders(moment.conn, workplace, moment.report, "heard_confirmed", confirmed_id)


def correct_heard(workplace: Workplace, report_id: int, filling: str, entry_id: int, correction: str) -> None:
    """The customer says what was not heard right; that also ends a wait. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, correction):
            return
        if _answered(timeline.entries(moment.conn, report_id), entry_id):
            raise MoveRefused(_("You have answered this already. Write below what you want to add."))
        if not moment.report.status.is_open:
            raise MoveRefused(_("This report is closed. Write below, and it opens again."))
        if moment.report.status is Status.WAITING:
            reports.update_report(moment.conn, report_id, status=Status.OPEN)
        entry = Entry(
            moment.now,
            Kind.CORRECTED,
            CUSTOMER,
            public=True,
            facts={"heard": entry_id},
            texts={"words": tidy(correction)},
        )
        corrected_id = add_entry(moment.conn, workplace, moment.report, entry)
        notify_responders(moment.conn, workplace, moment.report, "customer_wrote", corrected_id)


def unanswered(entries: list[Entry]) -> Entry | None:
    """The last summary that the customer has neither confirmed nor corrected."""
    heard = [entry for entry in entries if entry.kind is Kind.HEARD]
    return heard[-1] if heard and not _is_answered(entries, heard[-1].id) else None


def _answered(entries: list[Entry], entry_id: int) -> bool:
    if not any(entry.kind is Kind.HEARD and entry.id == entry_id for entry in entries):
        raise MoveRefused(_("There is nothing to confirm here."))
    return _is_answered(entries, entry_id)


def _is_answered(entries: list[Entry], entry_id: int | None) -> bool:
    answers = (Kind.CONFIRMED, Kind.CORRECTED)
    return any(entry.kind in answers and entry.facts.get("heard") == entry_id for entry in entries)
