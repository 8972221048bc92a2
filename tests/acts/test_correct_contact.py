"""A customer can change how they are reached, and the timeline learns nothing of the address."""

from portal.acts.answer import answer
from portal.acts.compose import mail_for
from portal.acts.correct_contact import correct_contact
from portal.acts.workplace import Workplace
from portal.reports.report import Contact, ContactKind
from portal.reports.timeline import Kind
from portal.store.contacts import contact_of
from tests.workplaces import ADA, BY_PHONE, NO_CONTACT, claimed, clocks_on, filling, reported, rows, story, told

NEW = Contact(ContactKind.MAIL, "ada@new.example.org", "Ada Newname")


def test_the_new_address_holds_from_now_on_and_gets_the_link(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    before = clocks_on(workplace, report)
    correct_contact(workplace, report.id, NEW)
    with workplace.store.reading() as conn:
        assert contact_of(conn, report.id) == NEW
    assert told(workplace) == [("contact_changed", "customer")] * 2, "the new address and the old one"
    assert story(workplace, report)[-1].kind is Kind.CONTACT_CHANGED
    assert clocks_on(workplace, report) == before


def test_neither_address_stands_anywhere_but_where_erasure_reaches_it(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    correct_contact(sqlite_workplace, report.id, NEW)
    everything = rows(sqlite_workplace.store)
    assert NEW.address in repr(everything.pop("contacts"))
    assert ADA.address in repr(everything.pop("texts"))
    assert NEW.address not in repr(everything)
    assert ADA.address not in repr(everything)


def test_the_old_address_hears_of_it_without_the_link_and_without_the_new_address(
    sqlite_workplace: Workplace,
) -> None:
    report = reported(sqlite_workplace)
    told(sqlite_workplace)
    correct_contact(sqlite_workplace, report.id, NEW)
    mails = {mail["To"]: mail for mail in (mail_for(sqlite_workplace, each) for each in claimed(sqlite_workplace))}
    old, new = mails[ADA.address].as_string(), mails[NEW.address].as_string()
    assert "no longer write to this address" in old
    assert "/r/" not in old
    assert NEW.address not in old
    assert "Newname" not in old
    assert "/r/" in new


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
        assert told(sqlite_workplace) == [("contact_changed", "customer")], "the old address hears of it, and no more"
        answer(sqlite_workplace, report.id, "mira", filling(), "I look at it.")
        assert told(sqlite_workplace) == []
