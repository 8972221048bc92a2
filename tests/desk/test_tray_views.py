"""The tray shows what waits and why; only a button takes a mail out of it, and nobody sees it from outside."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.mail_originals import Original, keep_original
from portal.acts.take_mail import take_mail
from portal.acts.workplace import Workplace
from portal.inbound.reading import read_mail
from portal.reports.incoming_mail import Bounce, MailKind
from portal.reports.timeline import Kind
from tests.acts.mails_in import in_tray, mail_to, mails_sent, taking_replies
from tests.browsing import Page, Visitor
from tests.inbound.corpus import octets_of
from tests.signing_in import somebody
from tests.workplaces import kinds, reported, rows, story

MAIL = octets_of("sender_in_the_name")


@pytest.fixture
def responder(app: Flask, service_workplace: Workplace) -> Visitor:
    """Mira, signed in."""
    return somebody(app, service_workplace, "mira")


@pytest.fixture
def mail(service_workplace: Workplace) -> str:
    """The address of a mail in the tray."""
    keep_original(service_workplace.settings, Original(MAIL, service_workplace.now(), "eve@example.net", ()))
    take_mail(service_workplace, read_mail(MAIL, service_workplace.now(), "eve@example.net"))
    return paths.desk_tray_mail(in_tray(service_workplace)[0].id)


def test_it_lists_what_waits_with_the_reason(responder: Visitor, mail: str) -> None:
    page = responder.get(paths.DESK_TRAY)
    assert "names no report that we have" in page.words
    assert page.link("Re: [R7K4-M2PX]") == mail


def test_an_empty_tray_says_so(responder: Visitor) -> None:
    assert "Nothing waits here." in responder.get(paths.DESK_TRAY).words


def test_a_mail_shows_its_words_and_hands_out_the_original(responder: Visitor, mail: str) -> None:
    page = responder.get(mail)
    assert "I am Ada." in page.words
    original = responder.client.get(page.link("The mail as it came"), buffered=True)
    assert original.data == MAIL
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.mimetype == "application/octet-stream"


def test_placed_on_a_report_it_is_on_its_page_with_the_original(
    responder: Visitor, mail: str, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    said = responder.press(
        responder.get(mail), "Put it there", place__reference=report.reference.lower(), place__written_by="customer"
    )
    assert f"It is on report {report.reference}." in said.words
    assert story(service_workplace, report)[-1].texts == {"words": "I am Ada."}
    assert "Nothing waits here." in responder.get(paths.DESK_TRAY).words
    on_report = responder.get(paths.desk_report_signed_in(report.reference))
    assert on_report.link("The mail as it came") == f"{mail}/original"
    assert responder.client.get(f"{mail}/original", buffered=True).data == MAIL


@pytest.mark.parametrize(
    ("kind", "bounce", "words"),
    [
        (MailKind.AUTOMATIC, None, "kept an automatic mail, which changes nothing"),
        (MailKind.BOUNCE, "5.1.1 no such user", "the customer’s address does not work (5.1.1 no such user)"),
        (MailKind.LETTER, None, "put a mail from another address into the tray"),
    ],
)
def test_what_became_of_a_mail_is_on_the_reports_page(
    app: Flask, service_workplace: Workplace, kind: MailKind, bounce: str | None, words: str
) -> None:
    desk = taking_replies(service_workplace)
    report = reported(desk)
    ours = str(mails_sent(desk)["received"]["Message-ID"])
    came_back = Bounce((ours,), bounce) if bounce else None
    take_mail(desk, mail_to(desk, report, kind=kind, sender="eve@example.net", bounce=came_back))
    page = somebody(app, service_workplace, "mira").get(paths.desk_report_signed_in(report.reference))
    assert words in page.words


def test_kept_as_a_note_the_customer_does_not_see_it(
    responder: Visitor, mail: str, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    responder.press(responder.get(mail), "Put it there", place__reference=report.reference, place__written_by="note")
    assert kinds(service_workplace, report, public=False)[-1] is Kind.NOTED


def test_a_new_report_is_made_of_it(responder: Visitor, mail: str) -> None:
    said = responder.press(
        responder.get(mail), "Make a report of it", report__topic="wrong-bill", report__severity="annoying"
    )
    assert "received when the mail came" in said.words


def test_it_is_settled_with_a_reason_and_not_without(responder: Visitor, mail: str) -> None:
    page = responder.press(responder.get(mail), "Settle it", 422)
    assert page.errors == {"settle-remark": "Say why, so that nobody has to read it again."}
    assert "Settled." in responder.press(page, "Settle it", settle__remark="An advertisement.").words
    responder.get(mail, 410)


@pytest.mark.parametrize(
    ("reference", "written_by", "status", "words"),
    [
        ("nonsense", "customer", 422, "two groups of four"),
        ("R7K4-M2PX", "customer", 409, "There is no report R7K4-M2PX."),
        ("R7K4-M2PX", "", 422, "Choose whose words they are."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    responder: Visitor,
    mail: str,
    service_workplace: Workplace,
    reference: str,
    written_by: str,
    status: int,
    words: str,
) -> None:
    before = rows(service_workplace.store)["inbound_mails"]
    typed = {"place__reference": reference} | ({"place__written_by": written_by} if written_by else {})
    page: Page = responder.press(responder.get(mail), "Put it there", status, **typed)
    assert words in " ".join(page.summary)
    assert rows(service_workplace.store)["inbound_mails"] == before


@pytest.mark.parametrize("mail_id", ["999", "abc", "-1", "²", "1" * 18])
def test_what_is_no_mail_is_not_found(responder: Visitor, mail_id: str) -> None:
    responder.get(f"{paths.DESK_TRAY}/{mail_id}", 404)


def test_without_signing_in_nobody_sees_any_of_it(app: Flask, mail: str) -> None:
    stranger = app.test_client()
    for address in (paths.DESK_TRAY, mail, f"{mail}/original"):
        answer = stranger.get(address)
        assert answer.status_code == 303
        assert b"Ada" not in answer.data
    for act in ("place", "report", "settle"):
        assert stranger.post(f"{mail}/{act}").status_code in (303, 401)
