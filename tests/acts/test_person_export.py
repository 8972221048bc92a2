"""Whoever asks what is held on them gets all of it, and nothing that is held on anybody else."""

import json

import pytest

from portal.acts.person_export import all_held_on
from portal.acts.take_mail import take_mail
from portal.acts.workplace import Workplace
from portal.reports.report import Contact, ContactKind
from tests.acts.mails_in import mail_to, taking_replies
from tests.acts.subscribers import REPLY, SAM, subscribed_to
from tests.workplaces import ADA, reported


def test_all_reports_of_an_address_are_held_in_capitals_or_not(workplace: Workplace) -> None:
    first = reported(workplace)
    second = reported(workplace, contact=Contact(ContactKind.MAIL, "Ada@Example.org", "Ada Q."), topic="wrong-bill")
    reported(workplace, contact=Contact(ContactKind.MAIL, "eve@example.org", "Eve"), what_happened="Mine alone.")
    held = all_held_on(workplace, " ada@example.org ")
    assert [report["reference"] for report in held["reports"]] == [first.reference, second.reference]
    assert held["reports"][0]["contact"]["name"] == ADA.name
    assert "Mine alone." not in json.dumps(held)


def test_subscriptions_and_mails_of_the_address_are_held_too(sqlite_workplace: Workplace) -> None:
    subscribed_to(sqlite_workplace)
    desk = taking_replies(sqlite_workplace)
    take_mail(desk, mail_to(desk, sender=SAM, sender_shown=SAM, subject="Where is my water"))
    take_mail(desk, mail_to(desk, subject="Of somebody else"))
    take_mail(desk, mail_to(desk, sender=SAM, sender_shown=f"Sam Q. <{SAM.upper()}>", subject="And with my name"))
    take_mail(desk, mail_to(desk, sender=ADA.address, sender_shown=f'"Sam <{SAM}>" <{ADA.address}>', subject="Hers"))
    take_mail(desk, mail_to(desk, sender="", sender_shown="", subject="Of nobody"))
    held = all_held_on(sqlite_workplace, SAM)
    assert [each["about"] for each in held["subscriptions"]] == [REPLY]
    assert [each["subject"] for each in held["mails"]] == ["Where is my water", "And with my name"]


@pytest.mark.parametrize("asked", ["01632960001", "(01632) 960-001", "01632.960/001"])
def test_a_number_is_the_same_however_its_digits_are_parted(workplace: Workplace, asked: str) -> None:
    theirs = reported(workplace, contact=Contact(ContactKind.PHONE, "01632 960 001"))
    reported(workplace, contact=Contact(ContactKind.PHONE, "01632 960 0012"))
    held = all_held_on(workplace, asked)
    assert [report["reference"] for report in held["reports"]] == [theirs.reference]


def test_of_an_address_that_nobody_gave_nothing_is_held(sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace, contact=Contact(ContactKind.NONE))
    desk = taking_replies(sqlite_workplace)
    take_mail(desk, mail_to(desk, sender="", sender_shown="Mail Delivery System <>"))
    take_mail(desk, mail_to(desk, sender="", sender_shown=""))
    for address in ("eve@example.org", "", "%", "-"):
        held = all_held_on(sqlite_workplace, address)
        assert (held["reports"], held["mails"], held["subscriptions"]) == ([], [], [])
