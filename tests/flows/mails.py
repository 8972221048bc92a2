"""Mails as they went over the wire: read with the standard parser, links taken from their text."""

import re
import time
from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.patience import PATIENCE_S

T = TypeVar("T")
_LINK = re.compile(r"https?://[^\s<>\"']+")


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects, mail.defects
    return mail


def in_folder(folder: Path) -> list[EmailMessage]:
    """The mails of the folder carrier, the oldest first."""
    return [_in_file(file) for file in sorted(folder.glob("[0-9]*.eml"))]


@cache
def _in_file(file: Path) -> EmailMessage:
    """The carrier never writes a mail twice, and reading hundreds anew at each look took minutes."""
    return parsed(file.read_bytes())


@cache
def text_of(mail: EmailMessage, subtype: str = "plain") -> str:
    body = mail.get_body((subtype,))
    assert body is not None, f"no text/{subtype} in the mail"
    return str(body.get_content())


def links_in(mail: EmailMessage) -> list[str]:
    """Every address in the plain text, which the HTML repeats."""
    links = [link.rstrip(".,") for link in _LINK.findall(text_of(mail))]
    html = text_of(mail, "html")
    assert all(link in html for link in links), "the two alternatives differ in their links"
    return links


def link_with(mail: EmailMessage, part: str) -> str:
    """The one link that holds `part`, such as `/desk/r/`."""
    found = {link for link in links_in(mail) if part in link}
    assert len(found) == 1, f"{len(found)} links with {part} in the mail:\n{text_of(mail)}"
    return found.pop()


def to(mails: Iterable[EmailMessage], address: str, about: str = "") -> list[EmailMessage]:
    """Those to one address whose subject or text holds `about`."""
    return [mail for mail in mails if _receiver(mail) == address and about in _said(mail)]


@cache
def _receiver(mail: EmailMessage) -> str:
    return str(mail["To"].addresses[0].addr_spec)


@cache
def _said(mail: EmailMessage) -> str:
    return f"{mail['Subject']}\n{text_of(mail)}"


def wait_for(what: str, look: Callable[[], T], timeout_s: float = PATIENCE_S) -> T:
    """The first true value of `look`, which is asked less often the longer it takes: others need the machine."""
    give_up_at = time.monotonic() + timeout_s
    pause_s = 0.05
    while not (found := look()):
        assert time.monotonic() < give_up_at, f"waited {timeout_s:.0f} s in vain for {what}"
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.5, 0.4)
    return found
