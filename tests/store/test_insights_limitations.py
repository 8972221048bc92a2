"""What is behind a limitation is found newest first, and only what customers wrote is read; on both databases."""

from datetime import timedelta

from sqlalchemy import Connection, update

from portal.reports.insights_weeks import Period
from portal.reports.report import Contact, ContactKind
from portal.reports.timeline import CUSTOMER, Entry, Kind, responder
from portal.store.contacts import save_contact
from portal.store.engine import Store
from portal.store.insights_limitations import (
    declined_unmatched_by_topic,
    matched_by_limitation,
    newest_declined_unmatched,
    newest_matched,
    newest_of_all,
    written_by_customers,
)
from portal.store.ledger import matches
from portal.store.prepared import run_together
from portal.store.tables import reports
from portal.store.timeline import append
from tests.store.rows import NOON, make_report

PERIOD = Period(NOON, 2)


def declined(conn: Connection, *limitations: str) -> int:
    report = make_report(conn)
    conn.execute(update(reports).where(reports.c.id == report).values(status="declined", closed_at=NOON))
    run_together(conn, [matches(report, limitations)])
    return report


def test_reports_of_the_period_and_of_as_long_before_are_counted_apart(store: Store) -> None:
    with store.writing() as conn:
        for days in (0, 13, 15, 27, 29):
            report = make_report(conn, received_at=NOON - timedelta(days=days))
            run_together(conn, [matches(report, ["sundays"])])
        declined(conn, "sundays")
        found = matched_by_limitation(conn, PERIOD)["sundays"]
    assert (found.reports, found.before, found.declined) == (3, 2, 1)


def test_what_was_declined_and_like_nothing_is_counted_by_its_topic(store: Store) -> None:
    with store.writing() as conn:
        for limitations in ((), (), ("sundays",)):
            declined(conn, *limitations)
        make_report(conn)
        assert declined_unmatched_by_topic(conn, PERIOD) == {"outage": 2}


def test_the_newest_of_each_limitation_and_of_each_topic_come_first_and_few_enough(store: Store) -> None:
    with store.writing() as conn:
        first, other, both = declined(conn, "sundays"), declined(conn, "visits"), declined(conn, "sundays", "visits")
        alike_to_none = [declined(conn), declined(conn)]
        make_report(conn)
        assert newest_matched(conn, PERIOD, 9) == {"sundays": [both, first], "visits": [both, other]}
        assert newest_matched(conn, PERIOD, 1) == {"sundays": [both], "visits": [both]}
        assert newest_declined_unmatched(conn, PERIOD, 9) == {"outage": alike_to_none[::-1]}
        assert newest_declined_unmatched(conn, PERIOD, 1) == {"outage": alike_to_none[1:]}
        assert newest_of_all(conn, PERIOD, 3)[1:] == alike_to_none[::-1]


def test_only_customers_words_are_read_and_one_address_is_one_customer(store: Store) -> None:
    with store.writing() as conn:
        first, second, nameless = make_report(conn), make_report(conn), make_report(conn)
        for report, address in ((first, "Ada@Example.org"), (second, "ada@example.org"), (nameless, "")):
            kind = ContactKind.MAIL if address else ContactKind.NONE
            save_contact(conn, report, Contact(kind, address, "Ada" if address else ""))
            texts = {"what_happened": f"Mud {report}"}
            append(conn, report, Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True, texts=texts))
            ours = {"answer": "I look."}
            append(conn, report, Entry(NOON, Kind.ANSWERED, responder("mira"), public=True, texts=ours))
        found = written_by_customers(conn, [first, second, nameless])
    assert [each.body for each in found] == [f"Mud {report}" for report in (first, second, nameless)]
    assert found[0].customer == found[1].customer != found[2].customer
