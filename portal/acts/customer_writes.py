"""The customer writes again: the responder hears of it, and within the topic's window a closed report reopens."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from portal.acts.answering import Moment, acting_on, is_erased, is_repeat
from portal.acts.notify import notify_customer, notify_responders
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.languages.messages import _
from portal.promises.due import due_at
from portal.reports.moves import status_after_customer_message
from portal.reports.report import Attachment, Report, Status
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import reports
from portal.store.feedback import discard_feedback


def customer_writes(
    workplace: Workplace, report_id: int, filling: str, words: str, attachments: tuple[Attachment, ...] = ()
) -> None:
    """Raises MoveRefused once the report can no longer be reopened, and UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, words, *(each.id for each in attachments)):
            return
        add_customers_words(workplace, moment, {"words": words}, attachments)


def add_customers_words(
    workplace: Workplace,
    moment: Moment,
    texts: Mapping[str, str],
    attachments: tuple[Attachment, ...] = (),
    facts: Mapping[str, object] | None = None,
) -> int:
    """The same inside a transaction on the report; gives the entry's id. Raises MoveRefused."""
    report = moment.report
    if is_erased(moment):
        raise MoveRefused(_("What you wrote here was erased at your wish. Start a new report instead."))
    status = status_after_customer_message(report.status, may_reopen(workplace, report, moment.now))
    said = {name: tidy(text) for name, text in texts.items()}
    entry = Entry(moment.now, Kind.CUSTOMER_WROTE, CUSTOMER, public=True, facts=facts or {}, texts=said)
    if not report.status.is_open:
        report = reopen(workplace, moment, Entry(moment.now, Kind.REOPENED, CUSTOMER, public=True))
    elif report.status is not status:
        reports.update_report(moment.conn, report.id, status=status)
    entry_id = add_entry(moment.conn, workplace, report, entry, attachments)
    notify_responders(moment.conn, workplace, report, "customer_wrote", entry_id)
    return entry_id


def reopen_until(workplace: Workplace, report: Report) -> datetime | None:
    """The instant until which a message reopens a closed report; None while it is open. UTC."""
    if report.closed_at is None:
        return None
    library = workplace.library
    topic = library.public.topics.get(report.topic, library.catch_all)
    return due_at(
        topic.reopen_within,
        report.closed_at,
        calendar=None,
        time_zone=library.site.time_zone,
    )


def may_reopen(workplace: Workplace, report: Report, now: datetime) -> bool:
    until = reopen_until(workplace, report)
    return until is not None and now <= until


def reopen(workplace: Workplace, moment: Moment, entry: Entry) -> Report:
    """A closed report is open again, as `entry` says, inside a transaction on it; its owner stays.

    What the customer said of the outcome stays on the timeline. It was said of an outcome that holds no more, so it is
    not counted, and they are asked afresh after the next.
    """
    reports.update_report(moment.conn, moment.report.id, status=Status.OPEN, closed_at=None)
    discard_feedback(moment.conn, moment.report.id)
    report = replace(moment.report, status=Status.OPEN, closed_at=None)
    entry_id = add_entry(moment.conn, workplace, report, entry)
    notify_customer(moment.conn, workplace, report, "reopened", entry_id)
    return report
