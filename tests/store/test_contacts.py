"""A contact can be set, corrected and erased, and stands nowhere else."""

import pytest
from sqlalchemy.exc import IntegrityError

from portal.reports.report import Contact, ContactKind
from portal.store.contacts import contact_of, contacts_of, erase_contact, save_contact
from portal.store.engine import Store
from tests.store.rows import make_report

ASA = Contact(ContactKind.MAIL, "åsa@example.org", "Åsa")


def test_a_contact_is_corrected_in_place(store: Store) -> None:
    phone = Contact(ContactKind.PHONE, "+44 1632 960000")
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        save_contact(conn, report_id, ASA)
        save_contact(conn, other, ASA)
        save_contact(conn, report_id, phone)
    with store.reading() as conn:
        assert contact_of(conn, report_id) == phone
        assert contacts_of(conn, [report_id, other, 99]) == {report_id: phone, other: ASA}
        assert contact_of(conn, 99) is None


def test_erasure_empties_one_contact(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        save_contact(conn, report_id, ASA)
        save_contact(conn, other, ASA)
        erase_contact(conn, report_id)
    with store.reading() as conn:
        assert contacts_of(conn, [report_id, other]) == {report_id: Contact(ContactKind.MAIL), other: ASA}


def test_a_contact_of_no_report_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as conn:
        save_contact(conn, 99, ASA)
