"""The words inside a mail."""

from email.message import EmailMessage


def body_of(mail: EmailMessage, subtype: str = "plain") -> str:
    """Its `plain` or `html` body with `\\n` at the line ends; empty if it has none."""
    body = mail.get_body((subtype,))
    return str(body.get_content()).replace("\r\n", "\n") if body else ""
