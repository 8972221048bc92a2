"""A reply by mail lands where it belongs, both ways, through real mail servers on loopback.

- the responder answers the notice with Reply; the customer has it by mail and on their page
- the customer answers that mail with Reply; the responder has it by mail, and the page shows it without the quote
- somebody who forges the responder's address says nothing to the customer: it waits in the tray
- an absence note changes nothing and is answered by nothing
- what arrives while the portal is down is placed when it is up again
"""

import shutil
import smtplib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest

from tests.flows import mails
from tests.flows.customers import Filed, file_report
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal, environment
from tests.flows.sample import RESPONDER, RESPONDER_MAIL
from tests.flows.wire import Wire, mail_server_up
from tests.notices.carriers.mail_server import free_port

SETTINGS = {"mail_from": "reports@saltmarsh.example", "reply_address": "reply@saltmarsh.example"}


@dataclass
class Post:
    """The portal, the mail server that it sends to, and the one by which it receives.

    All tests use it, so each has a report and a customer of its own.
    """

    portal: RunningPortal
    wire: Wire
    port: int
    receive: Callable[[], None]

    def newest_to(self, address: str, words: str, filed: Filed) -> EmailMessage:
        def look() -> list[EmailMessage]:
            return [m for m in self.arrived(address, filed) if words in " ".join(mails.text_of(m).split())]

        return mails.wait_for(f"a mail to {address} with {words!r}", look)[-1]

    def arrived(self, address: str, filed: Filed) -> list[EmailMessage]:
        return mails.to(self.wire.arrived, address, filed.reference)

    def send(self, mail: EmailMessage, envelope_sender: str | None = None) -> None:
        sender = mail["From"].addresses[0].addr_spec if envelope_sender is None else envelope_sender
        with smtplib.LMTP("127.0.0.1", self.port, timeout=60) as server:
            server.sendmail(sender, [mail["To"].addresses[0].addr_spec], mail.as_bytes())


@pytest.fixture(scope="module")
def post(built_sample: Path, command: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    site = Path(shutil.copytree(built_sample, tmp_path_factory.mktemp("post") / "site"))
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
        running = RunningPortal(command, site, free_port(), carrier="smtp", smtp_port=smtp_port, **SETTINGS).start()
        try:
            receive()
            yield Post(running, wire, port, receive)
        finally:
            running.kill()
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
    customer = "sam@example.org"
    filed = file_report(post.portal.url, mail=customer)
    notice = post.newest_to(RESPONDER_MAIL, "goes to the customer as your answer", filed)

    post.send(reply_to(notice, RESPONDER_MAIL, "I have her on the other line. She is well."))
    answered = post.newest_to(customer, "I have her on the other line.", filed)
    assert answered["From"].addresses[0].display_name.startswith(RESPONDER)
    assert story(filed)[0] == "I have her on the other line. She is well."

    post.send(reply_to(answered, "Sam Reed <Sam@Example.org>", "Thank you.\nThe pendant blinks red again."))
    told = post.newest_to(RESPONDER_MAIL, "The pendant blinks red again.", filed)
    assert story(filed)[0] == "Thank you.\nThe pendant blinks red again."
    assert "other line" not in mails.text_of(told)


def test_a_forged_answer_never_reaches_the_customer(post: Post) -> None:
    customer = "kim@example.org"
    filed = file_report(post.portal.url, mail=customer)
    received = post.newest_to(customer, "You can reply to this mail", filed)
    before = story(filed)
    # Whoever has the customer's mail knows its reply address, and can write any sender.
    post.send(reply_to(received, RESPONDER_MAIL, "Pay at http://evil.example first."))
    post.send(reply_to(received, customer, "The last word of this test."))
    post.newest_to(RESPONDER_MAIL, "The last word of this test.", filed)
    assert story(filed) == ["The last word of this test.", *before]
    assert not any("evil.example" in mails.text_of(mail) for mail in post.wire.arrived)


def test_an_absence_note_is_answered_by_nothing(post: Post) -> None:
    customer = "lea@example.org"
    filed = file_report(post.portal.url, mail=customer)
    received = post.newest_to(customer, "You can reply to this mail", filed)
    post.newest_to(RESPONDER_MAIL, "goes to the customer as your answer", filed)
    note = reply_to(received, customer, "I am away until Friday.")
    note["Auto-Submitted"] = "auto-replied"
    post.send(note, envelope_sender="")
    post.send(reply_to(received, customer, "The last word of this test."))
    post.newest_to(RESPONDER_MAIL, "The last word of this test.", filed)
    assert len(mails.to(post.wire.arrived, customer)) == 1
    assert len(post.arrived(RESPONDER_MAIL, filed)) == 2
    assert not any("I am away" in said for said in story(filed))


def test_what_arrives_while_the_portal_is_killed_is_there_when_it_is_back(post: Post) -> None:
    customer = "ada@example.org"
    filed = file_report(post.portal.url, mail=customer)
    received = post.newest_to(customer, "You can reply to this mail", filed)
    post.portal.kill()
    try:
        post.send(reply_to(received, customer, "Are you there?"))
    finally:
        post.portal.start()
    mails.wait_for("the words on the page", lambda: story(filed)[0] == "Are you there?")
