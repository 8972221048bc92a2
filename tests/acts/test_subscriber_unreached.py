"""An address that is there no more is told nothing more and forgotten; what machines answer is for nobody to read."""

import pytest
from sqlalchemy import update

from portal.acts.mail_originals import Original, keep_original, waiting
from portal.acts.send_notices import send_due_notices
from portal.acts.take_mail import take_mail
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure, RecipientRefused
from portal.reports.incoming_mail import Bounce, MailKind
from portal.store.inbound_mails import MailState
from portal.store.tables import notices
from tests.acts.mails_in import in_tray, mail_to, taking_replies
from tests.acts.subscribers import SAM, asked, looked_at, published, subscribed_to
from tests.acts.test_send_notices import Postbox
from tests.workplaces import Clock, claimed, rows, small_library, told, with_target

WEAKER = with_target(small_library(), "first-reply", "9 working hours")


@pytest.fixture
def told_once(sqlite_workplace: Workplace, clock: Clock) -> Workplace:
    """Sam and Bo were told of a change."""
    desk = taking_replies(sqlite_workplace)
    looked_at(desk)
    subscribed_to(desk)
    subscribed_to(desk, address="bo@example.org")
    told(desk)
    published(desk, clock, WEAKER)
    return desk


def subscribers(workplace: Workplace) -> set[str]:
    return {row.address for row in rows(workplace.store)["subscribers"]}


def test_a_bounce_of_ours_ends_it_and_leaves_no_trace_of_the_address(told_once: Workplace) -> None:
    first, _ = claimed(told_once)
    original = keep_original(told_once.settings, Original(b"To: sam@example.org", told_once.now(), "", ()))
    mail = mail_to(
        told_once,
        digest=original.stem,
        words="sam@example.org is unknown",
        kind=MailKind.BOUNCE,
        bounce=Bounce((first.message_id,), "5.1.1 no such user"),
    )
    assert take_mail(told_once, mail) is MailState.NOTED
    assert take_mail(told_once, mail) is None
    assert subscribers(told_once) == {"bo@example.org"}
    assert SAM not in str(rows(told_once.store))
    assert list(waiting(told_once.settings)) == []
    assert in_tray(told_once) == []


def test_nothing_else_ends_it(told_once: Workplace) -> None:
    first, _ = claimed(told_once)
    for ours, said, kind in (
        (True, "5.2.2 mailbox full", MailKind.BOUNCE),
        (True, "5.7.1 looks like spam", MailKind.BOUNCE),
        (True, "", MailKind.AUTOMATIC),
        (False, "5.1.1 no such user", MailKind.BOUNCE),
    ):
        ids = (first.message_id,) if ours else ("<made-up@riverside.example>",)
        bounce = Bounce(ids, said) if kind is MailKind.BOUNCE else None
        state = take_mail(told_once, mail_to(told_once, kind=kind, thread_ids=ids, bounce=bounce))
        assert state is (MailState.NOTED if ours else MailState.TRAY), said
        assert len(subscribers(told_once)) == 2, said


def test_what_a_person_answers_is_read_by_a_person(told_once: Workplace) -> None:
    first, _ = claimed(told_once)
    assert take_mail(told_once, mail_to(told_once, thread_ids=(first.message_id,))) is MailState.TRAY


def test_a_bounce_of_the_first_mail_forgets_who_was_asked(workplace: Workplace) -> None:
    desk = taking_replies(workplace)
    asked(desk)
    (notice,) = claimed(desk)
    bounce = Bounce((notice.message_id,), "5.1.1 no such user")
    take_mail(desk, mail_to(desk, kind=MailKind.BOUNCE, bounce=bounce))
    assert SAM not in str(rows(desk.store))


def test_only_a_server_that_says_the_address_is_gone_ends_it_at_once(told_once: Workplace) -> None:
    refused = "The mail server refused the recipient: {}."
    for failure, left in (
        (RecipientRefused(refused.format("550 relaying denied")), 2),
        (RecipientRefused(refused.format("554 5.7.1 you are on a list")), 2),
        (PermanentFailure("The mail server refused the mail: 550 5.1.1 sender unknown."), 2),
        (RecipientRefused(refused.format("550 5.1.1 no such user")), 1),
    ):
        box = Postbox(failure, fails_for=SAM)
        with told_once.store.writing() as conn:
            conn.execute(update(notices).where(notices.c.message == "page_changes").values(state="queued"))
        assert send_due_notices(told_once, box) == 2
        assert len(subscribers(told_once)) == left, failure
