"""A rendered message becomes a mail: one recipient, fixed headers, text and HTML."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256

from portal.errors import PermanentFailure
from portal.languages.messages import _
from portal.notices.addresses import one_address
from portal.notices.context import AutoSubmitted
from portal.notices.headers import MAIL_POLICY
from portal.notices.rendering import Rendered
from portal.notices.threads import checked_message_id, reference_chain

NO_AUTOMATIC_REPLIES = "DR, RN, NRN, OOF, AutoReply"
"""Asks Exchange for no receipts or absence notes; unlike `All` it still lets a mail bounce."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def mail_of(
    rendered: Rendered,
    *,
    to: str,
    sender: str,
    sender_name: str,
    message_id: str,
    in_reply_to: str | None,
    references: Sequence[str],
    created_at: datetime,
    organisation: str,
    auto_submitted: AutoSubmitted = "auto-generated",
    unsubscribe_url: str = "",
    reply_to: str = "",
) -> EmailMessage:
    """The same arguments give the same bytes, so that a repeat can be recognised.

    `to` and `sender` are bare addresses. `sender_name` is the person or team who speaks, empty for the organisation.
    `created_at` must know its zone. `auto_submitted` comes from the message's context class: `no`, for what a person
    wrote, leaves the header out (RFC 3834 §5). A POST to `unsubscribe_url` ends such mails (RFC 8058).
    `reply_to` is the bare address for replies, empty for the sender's own.
    Raises PermanentFailure for anything that cannot be a header.
    """
    if created_at.tzinfo is None:
        raise ValueError("created_at must know its zone")
    name = organisation
    if sender_name not in ("", organisation):
        name = _("%(person)s at %(team)s", person=sender_name, team=organisation)
    author, recipient = one_address(sender, one_header_line("sender_name", name)), one_address(to)
    # A local part beyond ASCII can only travel as it is (RFC 6532), and then only through servers that take it.
    needs_utf8 = not (author.username + recipient.username).isascii()
    mail = EmailMessage(policy=MAIL_POLICY.clone(utf8=needs_utf8))
    mail["From"] = author
    mail["To"] = recipient
    if reply_to:
        mail["Reply-To"] = one_address(reply_to)
    mail["Subject"] = one_header_line("subject", rendered.subject)
    mail["Date"] = created_at
    _put_into_thread(mail, message_id, in_reply_to, references)
    mail["Organization"] = one_header_line("organisation", organisation)
    if auto_submitted != "no":
        mail["Auto-Submitted"] = auto_submitted
    if unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{one_header_line('unsubscribe_url', unsubscribe_url)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["X-Auto-Response-Suppress"] = NO_AUTOMATIC_REPLIES
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    # No encoding of a body can contain `=_`.
    mail.set_boundary("=_" + sha256(message_id.encode()).hexdigest()[:32])
    return mail


def one_header_line(name: str, value: str) -> str:
    """`value`, if it fits into one header. Raises PermanentFailure: a line end would let it add headers of its own."""
    if _CONTROL.search(value):
        raise PermanentFailure(f"The {name} of a mail holds a line end or another control character; take it out.")
    return value


def _put_into_thread(mail: EmailMessage, own_id: str, in_reply_to: str | None, references: Sequence[str]) -> None:
    mail["Message-ID"] = checked_message_id(own_id)
    if in_reply_to:
        mail["In-Reply-To"] = checked_message_id(in_reply_to)
    if chain := reference_chain(references, in_reply_to):
        mail["References"] = " ".join(chain)
