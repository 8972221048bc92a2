"""Mails as portal.inbound hands them to the acts, made without a server."""

from dataclasses import replace
from email.message import EmailMessage
from hashlib import sha256
from itertools import count
from typing import Any

from portal.acts.compose import mail_for
from portal.acts.workplace import Workplace
from portal.reports.incoming_mail import IncomingMail
from portal.reports.reply_addresses import reply_address
from portal.reports.report import Report
from portal.store import inbound_mails
from portal.store.inbound_mails import KeptMail
from tests.workplaces import SECRET, claimed

BASE = "reply@riverside.example"
ADA_WRITES = "ada@example.org"
MIRA_WRITES = "mira@riverside.example"
_numbers = count(1)


def taking_replies(workplace: Workplace) -> Workplace:
    """The workplace with a reply address."""
    values = {"reply_address": BASE, "mail_from": "reports@riverside.example"}
    return replace(workplace, settings=workplace.settings.model_copy(update=values))


def mail_to(
    workplace: Workplace, report: Report | None = None, person: str | None = None, **values: Any
) -> IncomingMail:
    """A mail of the customer's to their reply address on `report`, or to the one that was made for `person`."""
    number = next(_numbers)
    to = (reply_address(BASE, SECRET, report.reference, report.generation, person),) if report else ("x@y.example",)
    sender = MIRA_WRITES if person else ADA_WRITES
    given: dict[str, Any] = {
        "digest": sha256(str(number).encode()).hexdigest(),
        "arrived_at": workplace.now(),
        "message_id": f"<{number}@mail.example.org>",
        "sender": sender,
        "sender_shown": sender,
        "recipients": to,
        "subject": "Re: your mail",
        "words": "It is dry here as well.",
    }
    return IncomingMail(**given | values)


def mails_sent(workplace: Workplace) -> dict[str, EmailMessage]:
    """The mails that are due, by message."""
    return {notice.message: mail_for(workplace, notice) for notice in claimed(workplace)}


def in_tray(workplace: Workplace) -> list[KeptMail]:
    with workplace.store.reading() as conn:
        return inbound_mails.tray(conn)
