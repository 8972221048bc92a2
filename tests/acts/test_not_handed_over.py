"""What a mail server refuses for good is a task for the desk: once, with the reason, and gone when it is settled."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.acts.answer import answer
from portal.acts.correct_contact import correct_contact
from portal.acts.erase import erase
from portal.acts.mail_originals import find_original, read_original, waiting
from portal.acts.send_notices import send_due_notices
from portal.acts.take_mail_from_tray import settle
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure, RecipientRefused
from portal.reports.contact_state import address_fails
from portal.reports.report import Contact, ContactKind
from tests.acts.mails_in import in_tray
from tests.acts.test_send_notices import Postbox
from tests.workplaces import ADA, Clock, filling, reported, story

NOT_AT_ALL = Contact(ContactKind.NONE)
REFUSED = RecipientRefused("The mail server refused the recipient: 550 5.1.1 no such user.")


def test_an_address_that_is_refused_becomes_one_task_however_many_mails_it_refuses(
    workplace: Workplace, clock: Clock
) -> None:
    report, box = reported(workplace), Postbox(REFUSED, ADA.address)
    send_due_notices(workplace, box)
    answer(workplace, report.id, "mira", filling(), "Soon.")
    clock.pass_by(minutes=30)
    send_due_notices(workplace, box)
    [task] = in_tray(workplace)
    assert task.report_id == report.id
    assert task.reason == (
        "The customer’s address does not work. The mail server refused the recipient: 550 5.1.1 no such user."
    )
    assert address_fails(story(workplace, report))
    assert box.to("mira"), "the others get theirs"


def test_its_original_can_be_read_and_is_no_mail_that_came_in(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    send_due_notices(sqlite_workplace, Postbox(REFUSED, ADA.address))
    [task] = in_tray(sqlite_workplace)
    file = find_original(sqlite_workplace.settings, task.file)
    assert file is not None
    assert f"a mail about {report.reference}".encode() in read_original(file).octets
    assert ADA.address.encode() not in read_original(file).octets
    assert list(waiting(sqlite_workplace.settings)) == []


def test_settled_it_is_gone_and_the_next_refusal_is_a_new_one(sqlite_workplace: Workplace, clock: Clock) -> None:
    report, box = reported(sqlite_workplace), Postbox(REFUSED, ADA.address)
    send_due_notices(sqlite_workplace, box)
    settle(sqlite_workplace, in_tray(sqlite_workplace)[0].id, "I rang them.", "mira")
    assert in_tray(sqlite_workplace) == []
    answer(sqlite_workplace, report.id, "mira", filling(), "Soon.")
    clock.pass_by(minutes=30)
    send_due_notices(sqlite_workplace, box)
    assert len(in_tray(sqlite_workplace)) == 1
    correct_contact(sqlite_workplace, report.id, replace(ADA, address="ada.b@example.org"))
    assert not address_fails(story(sqlite_workplace, report))


@pytest.mark.parametrize(
    ("failure", "address", "reason"),
    [
        (REFUSED, "mira@", "A colleague’s address does not work. The mail server refused the recipient"),
        (
            PermanentFailure("The mail server refused the mail: 554 no."),
            ADA.address,
            "A mail to the customer could not be handed over, and it is not tried again. The mail server refused the",
        ),
    ],
)
def test_the_task_says_whom_and_why(sqlite_workplace: Workplace, failure: Exception, address: str, reason: str) -> None:
    report = reported(sqlite_workplace)
    send_due_notices(sqlite_workplace, Postbox(failure, address))
    [task] = in_tray(sqlite_workplace)
    assert task.reason.startswith(reason)
    assert not address_fails(story(sqlite_workplace, report))


@pytest.mark.parametrize("wish", [erase, lambda desk, report_id: correct_contact(desk, report_id, NOT_AT_ALL)])
def test_whoever_wants_no_mails_any_more_is_no_task_for_anybody(
    sqlite_workplace: Workplace, clock: Clock, wish: Callable[[Workplace, int], None]
) -> None:
    """What was queued for them before has nowhere to go, and that is their wish."""
    report = reported(sqlite_workplace)
    answer(sqlite_workplace, report.id, "mira", filling(), "Soon.")
    wish(sqlite_workplace, report.id)
    clock.pass_by(minutes=30)
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    assert in_tray(sqlite_workplace) == []
