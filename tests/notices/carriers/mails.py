"""Mails to try carriers with."""

from datetime import UTC, datetime
from email.message import EmailMessage

from portal.notices.mail import mail_of
from portal.notices.rendering import Rendered
from portal.notices.threads import new_message_id


def a_mail(
    to: str = "ada@example.org", text: str = "Hello Ada — é\n.\n..\n", subject: str = "[R7K4-M2PX] Ünten"
) -> EmailMessage:
    return mail_of(
        Rendered(subject, text, "<p>Hello</p>\n"),
        to=to,
        sender="reports@northline.example",
        sender_name="Mira",
        message_id=new_message_id("northline.example"),
        in_reply_to=None,
        references=(),
        created_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        organisation="Northline",
    )
