"""The desk says that mails to a customer do not arrive, on the report and in the tray, until the address is another."""

from dataclasses import replace

from portal import paths
from portal.acts.correct_contact import correct_contact
from portal.acts.send_notices import send_due_notices
from portal.acts.workplace import Workplace
from portal.errors import RecipientRefused
from portal.reports.links import responder_token
from tests.acts.test_send_notices import Postbox
from tests.browsing import Visitor
from tests.desk.test_report_views import EXPIRES
from tests.signing_in import sign_in
from tests.workplaces import ADA, SECRET, reported

REFUSED = RecipientRefused("The mail server refused the recipient: 550 5.1.1 no such user.")


def test_whom_a_mail_server_takes_no_mail_for_is_told_on_the_report_and_in_the_tray(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    send_due_notices(service_workplace, Postbox(REFUSED, ADA.address))
    address = paths.desk_report(responder_token(SECRET, report.reference, report.generation, "mira", EXPIRES))
    page = visitor.get(address)
    assert f"Mails to {ADA.address} do not arrive. What you write shows on their private page" in page.words
    assert "They get your answer by mail" not in page.words
    assert "could not reach the customer with a message" in page.words

    correct_contact(service_workplace, report.id, replace(ADA, address="ada.b@example.org"))
    assert "They get your answer by mail at ada.b@example.org." in visitor.get(address).words


def test_the_task_in_the_tray_opens_with_its_reason_and_its_original(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    send_due_notices(service_workplace, Postbox(REFUSED, ADA.address))
    mira = sign_in(visitor, service_workplace, "mira")
    tray = mira.get(paths.DESK_TRAY)
    assert f"Not delivered: a mail about {report.reference}" in tray.words
    mail = mira.get(paths.desk_tray_mail(1))
    assert "The customer’s address does not work." in mail.words
    assert f"it seems about {report.reference}" in mail.words
    original = mira.client.get(mail.link("The mail as it came"), buffered=True)
    assert b"550 5.1.1 no such user" in original.data
