"""What was said of a cause forgets the customer of a report in it, also where it was carried to other reports."""

from collections.abc import Iterable

from sqlalchemy import Connection

from portal.reports.forgetting import KnownCustomer, forgotten_for_all
from portal.reports.timeline import Entry, Kind
from portal.store import cause_sayings, causes, timeline

_CARRIED = (Kind.JOINED_CAUSE, Kind.LEFT_CAUSE, Kind.CAUSE_UPDATED)


def forget_in_causes(conn: Connection, report_id: int, entries: Iterable[Entry], customer: KnownCustomer) -> None:
    """In every cause in which the report is or was, by its `entries`; the report is locked, and the causes after it."""
    for cause_id in sorted({_cause(entry) for entry in entries if entry.kind is Kind.JOINED_CAUSE}):
        cause = causes.cause_by_id(conn, cause_id, lock=True)
        if cause is None:
            continue
        title, sentence = forgotten_for_all(cause.title, customer), forgotten_for_all(cause.sentence, customer)
        without = {
            saying_id: left
            for saying_id, body in cause_sayings.bodies_of(conn, cause_id).items()
            if (left := forgotten_for_all(body, customer)) != body
        }
        if (title, sentence) != (cause.title, cause.sentence):
            causes.rewrite(conn, cause_id, title, sentence)
        for saying_id, body in without.items():
            cause_sayings.rewrite(conn, saying_id, body)
        if without or (title, sentence) != (cause.title, cause.sentence):
            _forget_where_carried(conn, cause_id, report_id, customer)


def _forget_where_carried(conn: Connection, cause_id: int, report_id: int, customer: KnownCustomer) -> None:
    """An answer to all has each customer's own name in it, and is left as it was given."""
    for report in causes.reports_in(conn, cause_id):
        if report.id == report_id:
            continue
        for entry in timeline.entries(conn, report.id):
            if entry.kind in _CARRIED and _cause(entry) == cause_id:
                texts = {name: forgotten_for_all(text, customer) for name, text in entry.texts.items()}
                if texts != entry.texts:
                    timeline.rewrite_texts(conn, report.id, entry, texts)


def _cause(entry: Entry) -> int:
    return int(str(entry.facts["cause"]))
