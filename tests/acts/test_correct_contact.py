"""A customer can change how they are reached, and the timeline learns nothing of the address."""

from portal.acts.answer import answer
from portal.acts.correct_contact import correct_contact
from portal.acts.workplace import Workplace
from portal.reports.report import Contact, ContactKind
from portal.reports.timeline import Kind
from portal.store.contacts import contact_of
from tests.workplaces import ADA, BY_PHONE, NO_CONTACT, clocks_on, filling, reported, rows, story, told

NEW = Contact(ContactKind.MAIL, "ada@new.example.org", "Ada")


def test_the_new_address_holds_from_now_on_and_gets_the_link(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    before = clocks_on(workplace, report)
    correct_contact(workplace, report.id, NEW)
    with workplace.store.reading() as conn:
        assert contact_of(conn, report.id) == NEW
    assert told(workplace) == [("contact_changed", "customer")]
    assert story(workplace, report)[-1].kind is Kind.CONTACT_CHANGED
    assert clocks_on(workplace, report) == before


def test_neither_address_stands_anywhere_but_among_the_contacts(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    correct_contact(sqlite_workplace, report.id, NEW)
    everything = rows(sqlite_workplace.store)
    assert NEW.address in repr(everything.pop("contacts"))
    assert NEW.address not in repr(everything)
    assert ADA.address not in repr(everything)


def test_the_same_contact_again_changes_nothing(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    before = rows(sqlite_workplace.store)
    correct_contact(sqlite_workplace, report.id, ADA)
    assert rows(sqlite_workplace.store) == before


def test_who_no_longer_wants_mail_gets_none(sqlite_workplace: Workplace) -> None:
    for contact in (BY_PHONE, NO_CONTACT):
        report = reported(sqlite_workplace)
        told(sqlite_workplace)
        correct_contact(sqlite_workplace, report.id, contact)
        answer(sqlite_workplace, report.id, "mira", filling(), "I look at it.")
        assert told(sqlite_workplace) == []
