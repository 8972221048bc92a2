"""A reply by mail lands where it belongs, both ways, through real mail servers on loopback.

- the responder answers the notice with Reply; the customer has it by mail and on their page
- the customer answers that mail with Reply; the responder has it by mail, and the page shows it without the quote
- somebody who forges the responder's address says nothing to the customer: it waits in the tray
- an absence note changes nothing and is answered by nothing
- what arrives while the portal is down is placed when it is up again
"""

import smtplib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest

from tests.flows import mails
from tests.flows.conftest import Start
from tests.flows.customers import Filed, file_report
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal, environment
from tests.flows.sample import RESPONDER, RESPONDER_MAIL
from tests.flows.wire import Wire, mail_server_up
from tests.notices.carriers.mail_server import free_port

CUSTOMER = "sam@example.org"
SETTINGS = {"mail_from": "reports@saltmarsh.example", "reply_address": "reply@saltmarsh.example"}


@dataclass
class Post:
    """The portal, the mail server that it sends to, and the one by which it receives."""

    portal: RunningPortal
    wire: Wire
    port: int
    receive: Callable[[], None]

    def newest_to(self, address: str, words: str) -> EmailMessage:
        def look() -> list[EmailMessage]:
            return [m for m in mails.to(self.wire.arrived, address) if words in " ".join(mails.text_of(m).split())]

        return mails.wait_for(f"a mail to {address} with {words!r}", look)[-1]

    def send(self, mail: EmailMessage, envelope_sender: str | None = None) -> None:
        sender = mail["From"].addresses[0].addr_spec if envelope_sender is None else envelope_sender
        with smtplib.LMTP("127.0.0.1", self.port, timeout=60) as server:
            server.sendmail(sender, [mail["To"].addresses[0].addr_spec], mail.as_bytes())


@pytest.fixture
def post(site: Path, start: Start, command: Path) -> Iterator[Post]:
    wire, smtp_port, port = Wire(), free_port(), free_port()
    receiving: list[subprocess.Popen[str]] = []

    def receive() -> None:
        process = subprocess.Popen(
            [command, "receive", "--lmtp", "--port", str(port)],
            cwd=site,
            env=environment(**SETTINGS),
            stdout=subprocess.PIPE,
            text=True,
        )
        receiving.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Receiving mail by LMTP")

    with mail_server_up(wire, smtp_port):
        running = start(site, carrier="smtp", smtp_port=smtp_port, **SETTINGS)
        receive()
        yield Post(running, wire, port, receive)
        for process in receiving:
            process.terminate()
            process.communicate(timeout=120)


def reply_to(mail: EmailMessage, sender: str, words: str) -> EmailMessage:
    """What a mail program makes of Reply, with the whole mail quoted below."""
    reply = EmailMessage()
    reply["From"] = sender
    reply["To"] = str(mail["Reply-To"] or mail["From"].addresses[0].addr_spec)
    reply["Subject"] = f"Re: {mail['Subject']}"
    reply["Message-ID"] = make_msgid(domain="mail.example.org")
    reply["In-Reply-To"] = str(mail["Message-ID"])
    reply["References"] = f"{mail['References']} {mail['Message-ID']}"
    quoted = "\n".join(f"> {line}".rstrip() for line in mails.text_of(mail).split("\n"))
    reply.set_content(f"{words}\n\nOn Monday at 12:03, somebody <{mail['Reply-To']}> wrote:\n\n{quoted}\n")
    return reply


def story(filed: Filed) -> list[str]:
    """What the customer's page tells, the newest on top."""
    page = PlainBrowser().open(filed.tracking)
    return [said.get_text("\n", strip=True) for said in page.soup.select(".story .said")]


def test_a_reply_by_mail_lands_where_it_belongs_both_ways(post: Post) -> None:
    filed = file_report(post.portal.url)
    notice = post.newest_to(RESPONDER_MAIL, "goes to the customer as your answer")

    post.send(reply_to(notice, RESPONDER_MAIL, "I have her on the other line. She is well."))
    answered = post.newest_to(CUSTOMER, "I have her on the other line.")
    assert answered["From"].addresses[0].display_name.startswith(RESPONDER)
    assert story(filed)[0] == "I have her on the other line. She is well."

    post.send(reply_to(answered, "Sam Reed <Sam@Example.org>", "Thank you.\nThe pendant blinks red again."))
    told = post.newest_to(RESPONDER_MAIL, "The pendant blinks red again.")
    assert story(filed)[0] == "Thank you.\nThe pendant blinks red again."
    assert "other line" not in mails.text_of(told)


def test_a_forged_answer_never_reaches_the_customer(post: Post) -> None:
    filed = file_report(post.portal.url)
    received = post.newest_to(CUSTOMER, "You can reply to this mail")
    before = story(filed)
    # Whoever has the customer's mail knows its reply address, and can write any sender.
    post.send(reply_to(received, RESPONDER_MAIL, "Pay at http://evil.example first."))
    post.send(reply_to(received, CUSTOMER, "The last word of this test."))
    post.newest_to(RESPONDER_MAIL, "The last word of this test.")
    assert story(filed) == ["The last word of this test.", *before]
    assert not any("evil.example" in mails.text_of(mail) for mail in post.wire.arrived)


def test_an_absence_note_is_answered_by_nothing(post: Post) -> None:
    filed = file_report(post.portal.url)
    received = post.newest_to(CUSTOMER, "You can reply to this mail")
    post.newest_to(RESPONDER_MAIL, "goes to the customer as your answer")
    note = reply_to(received, CUSTOMER, "I am away until Friday.")
    note["Auto-Submitted"] = "auto-replied"
    count = len(post.wire.arrived)
    post.send(note, envelope_sender="")
    post.send(reply_to(received, CUSTOMER, "The last word of this test."))
    post.newest_to(RESPONDER_MAIL, "The last word of this test.")
    assert len(post.wire.arrived) == count + 1
    assert not any("I am away" in said for said in story(filed))


def test_what_arrives_while_the_portal_is_killed_is_there_when_it_is_back(post: Post) -> None:
    filed = file_report(post.portal.url)
    received = post.newest_to(CUSTOMER, "You can reply to this mail")
    post.portal.kill()
    post.send(reply_to(received, CUSTOMER, "Are you there?"))
    post.portal.start()
    mails.wait_for("the words on the page", lambda: story(filed)[0] == "Are you there?")
