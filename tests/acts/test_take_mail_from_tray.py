"""A person takes a mail out of the tray, once, and everything that was in it goes along."""

import pytest

from portal.acts.erase import erase
from portal.acts.mail_originals import Original, delete_originals, find_original, keep_original
from portal.acts.take_mail import take_mail
from portal.acts.take_mail_from_tray import (
    TrayMail,
    WrittenBy,
    place_on_report,
    report_from_mail,
    settle,
    tray_mail,
)
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.inbound.reading import read_mail
from portal.reports.report import Contact, ContactKind
from portal.reports.timeline import Kind
from portal.store import attachments, audit, contacts, inbound_mails
from portal.store.inbound_mails import MailState
from tests.acts.mails_in import in_tray, taking_replies
from tests.inbound.corpus import octets_of
from tests.workplaces import Clock, kinds, reported, rows, story, told

WITH_FILES = octets_of("nested_with_inline_image")


def arrived(workplace: Workplace, octets: bytes = WITH_FILES) -> int:
    """The number of a mail that arrived and could not be placed."""
    original = Original(octets, workplace.now(), "ada@example.org", ())
    keep_original(workplace.settings, original)
    assert take_mail(workplace, read_mail(octets, workplace.now())) is MailState.TRAY
    return in_tray(workplace)[-1].id


def found(workplace: Workplace, mail_id: int) -> TrayMail:
    return tray_mail(workplace, mail_id, read_mail)


@pytest.fixture
def desk(workplace: Workplace) -> Workplace:
    """With a reply address, on both databases."""
    return taking_replies(workplace)


def test_placed_as_the_customers_words_it_is_what_they_would_have_written_on_the_page(desk: Workplace) -> None:
    report = reported(desk)
    told(desk)
    mail = found(desk, arrived(desk))
    place_on_report(desk, mail, report.reference, WrittenBy.CUSTOMER, "mira")
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.texts["words"]) == (Kind.CUSTOMER_WROTE, "See the picture. [cid:tap]")
    with desk.store.reading() as conn:
        assert len(attachments.attachments_of(conn, report.id)) == 2
        kept = inbound_mails.mail(conn, mail.kept.id)
        logged = audit.latest(conn, 1)[0]
    assert kept is not None
    assert (kept.state, kept.report_id, kept.entry_id, kept.person) == (MailState.PLACED, report.id, entry.id, "mira")
    assert (logged.act, logged.person, logged.reference) == ("placed_a_mail", "mira", report.reference)
    assert told(desk) == [("customer_wrote", "mira")]


def test_placed_as_a_note_only_the_team_sees_it_and_nobody_is_told(desk: Workplace) -> None:
    report = reported(desk)
    told(desk)
    place_on_report(desk, found(desk, arrived(desk)), report.reference, WrittenBy.NOTE, "ruth")
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.public, entry.author.key) == (Kind.NOTED, False, "ruth")
    assert told(desk) == []


def test_a_new_report_is_received_when_the_mail_arrived_and_reaches_its_sender(desk: Workplace, clock: Clock) -> None:
    mail_id = arrived(desk)
    arrived_at = desk.now()
    clock.pass_by(hours=2)
    report = report_from_mail(desk, found(desk, mail_id), "no-water", "urgent", "mira")
    assert (report.received_at, report.owner) == (arrived_at, "mira")
    with desk.store.reading() as conn:
        assert contacts.contact_of(conn, report.id) == Contact(ContactKind.MAIL, "ada@example.org")
    assert told(desk) == [("assigned", "mira"), ("received", "customer")]


def test_settled_it_leaves_the_tray_and_the_original_stays(desk: Workplace) -> None:
    mail_id = arrived(desk)
    settle(desk, mail_id, "An advertisement.", "mira")
    assert in_tray(desk) == []
    with desk.store.reading() as conn:
        kept = inbound_mails.mail(conn, mail_id)
    assert kept is not None
    assert (kept.state, kept.remark, kept.person) == (MailState.SETTLED, "An advertisement.", "mira")
    assert find_original(desk.settings, kept.file)


def test_what_a_colleague_has_taken_out_is_not_taken_again(desk: Workplace) -> None:
    report = reported(desk)
    mail = found(desk, arrived(desk))
    settle(desk, mail.kept.id, "Answered by phone.", "tom")
    before = rows(desk.store)
    with pytest.raises(MoveRefused, match="already"):
        place_on_report(desk, mail, report.reference, WrittenBy.CUSTOMER, "mira")
    with pytest.raises(MoveRefused, match="already"):
        report_from_mail(desk, mail, "no-water", "urgent", "mira")
    with pytest.raises(MoveRefused, match="already"):
        settle(desk, mail.kept.id, "Twice.", "mira")
    with pytest.raises(MoveRefused, match="already"):
        found(desk, mail.kept.id)
    assert rows(desk.store) == before


def test_a_reference_that_we_do_not_have_changes_nothing(desk: Workplace) -> None:
    mail = found(desk, arrived(desk))
    with pytest.raises(UnknownReport, match="R7K4-M2PX"):
        place_on_report(desk, mail, "R7K4-M2PX", WrittenBy.CUSTOMER, "mira")
    assert len(in_tray(desk)) == 1


def test_a_mail_whose_original_is_gone_can_still_be_settled(desk: Workplace) -> None:
    mail_id = arrived(desk)
    delete_originals(desk.settings, [in_tray(desk)[0].file])
    with pytest.raises(MoveRefused, match="Settle it"):
        found(desk, mail_id)
    settle(desk, mail_id, "Lost.", "mira")


def test_erasure_reaches_the_mails_of_a_report_and_their_originals(desk: Workplace) -> None:
    report = reported(desk)
    mail_id = arrived(desk)
    place_on_report(desk, found(desk, mail_id), report.reference, WrittenBy.CUSTOMER, "mira")
    erase(desk, report.id)
    with desk.store.reading() as conn:
        kept = inbound_mails.mail(conn, mail_id)
    assert kept is not None
    assert (kept.sender, kept.subject, kept.words) == ("", "", "")
    assert find_original(desk.settings, kept.file) is None
    assert Kind.CUSTOMER_WROTE in kinds(desk, report)
