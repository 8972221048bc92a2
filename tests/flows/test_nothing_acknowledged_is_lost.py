"""Nothing acknowledged is lost: what a confirmation was shown for survives `kill -9` and a mail server that is away.

Forthright runs as installed from its wheel, in a folder that was empty; its mails go to a real SMTP server.
- killed between report and answer, it goes on where it was: the links in the mails still open the report
- killed while the mail server was down, it sends both mails later, one to each person
- killed while a mail was being handed over, it hands it over again under the same Message-ID
- killed under load, it still has every report, and every attachment, whose sender saw a confirmation
- the same report sent twice is filed once, also across a kill
"""

import threading
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.flows import mails
from tests.flows.clock import let_time_pass
from tests.flows.conftest import Start
from tests.flows.customers import Filed, file_report, fill_in, read_confirmation, send
from tests.flows.installed import Installed
from tests.flows.plain_browser import PlainBrowser, Upload, path_of
from tests.flows.running import RunningPortal, portal
from tests.flows.sample import RESPONDER_MAIL
from tests.flows.wire import Wire, mail_server_up
from tests.notices.carriers.mail_server import free_port

CUSTOMER = "sam@example.org"
LEASE_AND_LONGEST_WAIT_MIN = 40


@dataclass(frozen=True, slots=True)
class Stage:
    """A running portal and the mail server that it sends to, which `with mail_server_up(wire, port)` brings up."""

    portal: RunningPortal
    wire: Wire
    port: int

    @property
    def arrived(self) -> list[EmailMessage]:
        """Mails about reports, by their subject. What else comes depends on the hour: a desk is full while it rests."""
        return [mail for mail in self.wire.arrived if str(mail["Subject"]).startswith("[")]

    def arrived_for(self, address: str, count: int = 1) -> list[EmailMessage]:
        mails.wait_for(f"a mail to {address}", lambda: len(mails.to(self.arrived, address)) >= count)
        return mails.to(self.arrived, address)

    def kill_and_wait_long(self) -> None:
        self.portal.kill()
        let_time_pass(self.portal.site, LEASE_AND_LONGEST_WAIT_MIN)


@pytest.fixture
def stage(installed: Installed, tmp_path: Path, start: Start) -> Stage:
    """The wheel's `portal init mysite && cd mysite && portal run`, with the carrier smtp."""
    made = portal(installed.command, "init", "mysite", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    port = free_port()
    return Stage(start(tmp_path / "mysite", using=installed.command, **_smtp(port)), Wire(), port)


def _smtp(port: int) -> dict[str, object]:
    return {"carrier": "smtp", "smtp_port": port, "mail_from": "reports@saltmarsh.example"}


def test_a_report_survives_a_kill_between_its_receipt_and_its_answer(stage: Stage) -> None:
    with mail_server_up(stage.wire, stage.port):
        filed = file_report(stage.portal.url)
        (to_customer,) = stage.arrived_for(CUSTOMER)
        to_responder = _to_responder(stage)
        stage.portal.kill()
        assert not stage.portal.is_healthy()
        stage.portal.start()

        responder = PlainBrowser().open(mails.link_with(to_responder, "/desk/r/"))
        assert responder.status == 200
        assert filed.reference in responder.text
        responder.press("Send to Sam Reed", {"answer-words": "I have her on the other line. She is well."})
        assert "Your answer is on the customer’s page." in responder.text

        customer = PlainBrowser().open(mails.link_with(to_customer, "/r/"))
        assert "I have her on the other line. She is well." in customer.text
        assert path_of(customer.url) == path_of(filed.tracking)
        answered = stage.arrived_for(CUSTOMER, 2)[-1]
        assert "I have her on the other line." in mails.text_of(answered)
        _are_of_one_thread([to_customer, answered])


@pytest.mark.audit
def test_mails_wait_for_a_mail_server_that_is_down(stage: Stage) -> None:
    filed = file_report(stage.portal.url)
    stage.portal.kill()
    stage.portal.start()
    assert read_confirmation(PlainBrowser().open(filed.receipt)) == filed
    stage.kill_and_wait_long()
    with mail_server_up(stage.wire, stage.port):
        stage.portal.start()
        to_customer, to_responder = stage.arrived_for(CUSTOMER), [_to_responder(stage)]
        assert path_of(mails.link_with(to_customer[0], "/r/")) == path_of(filed.tracking)
        _is_sent_once(stage, to_customer + to_responder)


@pytest.mark.audit
def test_a_mail_cut_off_while_it_was_handed_over_comes_again_under_the_same_message_id(stage: Stage) -> None:
    stage.wire.hangs = True
    with mail_server_up(stage.wire, stage.port):
        file_report(stage.portal.url)
        mails.wait_for("a mail on the wire", lambda: stage.wire.unacknowledged)
        stage.portal.kill()
        stage.wire.hangs = False
        let_time_pass(stage.portal.site, LEASE_AND_LONGEST_WAIT_MIN)
        stage.portal.start()
        (to_customer,), to_responder = stage.arrived_for(CUSTOMER), _to_responder(stage)
        cut_off = mails.parsed(stage.wire.unacknowledged[0])
        again = next(m for m in (to_customer, to_responder) if m["To"] == cut_off["To"])
        assert again["Message-ID"] == cut_off["Message-ID"]
        assert mails.text_of(again) == mails.text_of(cut_off)
        _is_sent_once(stage, [to_customer, to_responder])


def test_every_confirmed_report_survives_a_kill_under_load(built_sample: Path, site: Path, start: Start) -> None:
    server = start(site)
    confirmed: list[Filed] = []
    enough = threading.Event()

    def send_until_the_end(sender: int) -> None:
        number = 0
        while not enough.is_set():
            number += 1
            note = Upload("note.txt", f"note {sender}.{number}".encode())
            try:
                confirmed.append(file_report(server.url, f"Report {sender}.{number}", note))
            except (OSError, HTTPException, AssertionError):
                return  # the server is gone, and nothing was confirmed
            if len(confirmed) >= 12:
                enough.set()

    senders = [threading.Thread(target=send_until_the_end, args=(number,)) for number in range(4)]
    for sender in senders:
        sender.start()
    enough.wait(60)
    server.kill()
    for sender in senders:
        sender.join(60)
    assert len(confirmed) >= 12

    server.start()
    assert len({filed.reference for filed in confirmed}) == len(confirmed)
    for filed in confirmed:
        customer = PlainBrowser()
        assert read_confirmation(customer.open(filed.receipt)) == filed
        said = customer.open(filed.tracking).soup.select_one(".story .said")
        assert said is not None
        number = said.get_text(strip=True).removeprefix("Report ")
        assert customer.follow("note.txt").body == f"note {number}".encode()


def test_a_report_sent_again_after_a_kill_is_filed_once(site: Path, start: Start) -> None:
    server = start(site)
    check_page = fill_in(server.url)
    kept = (check_page.url, check_page.soup)
    first = send(check_page)
    server.kill()
    # Who was killed while sending a mail holds it until others may take it.
    let_time_pass(site, minutes=6)
    server.start()
    check_page.url, check_page.soup = kept
    assert send(check_page) == first
    folder = site / "var" / "mail"
    mails.wait_for("both mails", lambda: len({mail["Message-ID"] for mail in mails.in_folder(folder)}) >= 2)
    assert len({mail["Message-ID"] for mail in mails.to(mails.in_folder(folder), CUSTOMER)}) == 1


def _to_responder(stage: Stage) -> EmailMessage:
    """The one mail that opens the report on the desk, whoever of the team it went to."""
    mails.wait_for("the responder's mail", lambda: _desk_mails(stage))
    (found,) = _desk_mails(stage)
    assert found["To"].addresses[0].domain == RESPONDER_MAIL.split("@")[1]
    return found


def _desk_mails(stage: Stage) -> list[EmailMessage]:
    return [mail for mail in stage.arrived if "/desk/r/" in mails.text_of(mail)]


def _is_sent_once(stage: Stage, expected: list[EmailMessage]) -> None:
    """When a later report's mail has come after another start, everything that was due before it has come too."""
    stage.kill_and_wait_long()
    stage.portal.start()
    later = "kim@example.org"
    file_report(stage.portal.url, mail=later)
    mails.wait_for("the later report's mails", lambda: len(stage.arrived) >= len(expected) + 2)
    first_mails = [mail for mail in stage.arrived if mail["To"] != later][: len(expected)]
    assert len(mails.to(stage.arrived, later)) == 1
    assert len(stage.arrived) == len(expected) + 2
    assert {m["Message-ID"] for m in first_mails} == {m["Message-ID"] for m in expected}
    assert len({m["Message-ID"] for m in stage.arrived}) == len(expected) + 2


def _are_of_one_thread(found: list[EmailMessage]) -> None:
    roots = {str(mail["References"]).split()[0] for mail in found}
    assert len(roots) == 1
    assert len({mail["Message-ID"] for mail in found}) == len(found)
