"""The mail that signs in goes to its person alone, in time, and nothing of its link lies in the database."""

from email.message import EmailMessage

import pytest

from portal import paths
from portal.acts.compose import mail_for
from portal.acts.send_notices import send_due_notices
from portal.acts.sign_in import ask_for_sign_in
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.context import RecipientKind
from tests.signing_in import LINK
from tests.workplaces import Clock, claimed, publish, rows, small_library, without_person

MIRA = "mira@riverside.example"


class Box:
    """A carrier that keeps what it is given, and as whose."""

    def __init__(self) -> None:
        self.sent: list[tuple[EmailMessage, RecipientKind]] = []

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        self.sent.append((mail, recipient_kind))

    def close(self) -> None:
        pass


def test_it_goes_by_mail_as_customers_mails_do_and_never_into_a_chat(workplace: Workplace) -> None:
    ask_for_sign_in(workplace, MIRA, paths.DESK_REPORTS)
    box = Box()
    assert send_due_notices(workplace, box) == 1
    ((mail, taken_as),) = box.sent
    assert (mail["To"], taken_as) == (MIRA, "customer")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["References"] is None
    body = mail.get_body(("plain",))
    assert body is not None
    (link,) = LINK.findall(body.get_content())
    assert link.rsplit("/", 1)[1] not in repr(rows(workplace.store))


def test_a_repeat_after_a_crash_holds_a_link_of_its_own_under_the_same_message_id(sqlite_workplace: Workplace) -> None:
    ask_for_sign_in(sqlite_workplace, MIRA, paths.DESK_REPORTS)
    (notice,) = claimed(sqlite_workplace)
    first, second = mail_for(sqlite_workplace, notice), mail_for(sqlite_workplace, notice)
    assert first["Message-ID"] == second["Message-ID"]
    assert LINK.search(first.as_string()) != LINK.search(second.as_string())
    assert len(rows(sqlite_workplace.store)["sign_in_links"]) == 2


def test_a_mail_that_was_held_up_for_too_long_is_not_sent(sqlite_workplace: Workplace, clock: Clock) -> None:
    ask_for_sign_in(sqlite_workplace, MIRA, paths.DESK_REPORTS)
    (notice,) = claimed(sqlite_workplace)
    clock.pass_by(minutes=15)
    with pytest.raises(PermanentFailure, match="too long ago"):
        mail_for(sqlite_workplace, notice)
    assert rows(sqlite_workplace.store)["sign_in_links"] == []


def test_who_has_left_gets_none(sqlite_workplace: Workplace) -> None:
    ask_for_sign_in(sqlite_workplace, MIRA, paths.DESK_REPORTS)
    (notice,) = claimed(sqlite_workplace)
    publish(sqlite_workplace, without_person(small_library(), "mira"))
    with pytest.raises(PermanentFailure, match=r"no longer in team\.yml"):
        mail_for(sqlite_workplace, notice)
