"""What an address may look like: mail addresses, and old addresses of pages."""

import re

_MAIL = re.compile(r"[^\s@,;<>\"()\[\]\\:]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_ALIAS = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?")


def is_mail_address(text: str) -> bool:
    """Whether it is exactly one mail address, of a form that every mail server takes."""
    return len(text) <= 254 and _MAIL.fullmatch(text) is not None


def is_alias(text: str) -> bool:
    """Whether it can be an old address: a path from the root, of plain characters, no part beginning with a dot."""
    return len(text) <= 200 and _ALIAS.fullmatch(text) is not None
