"""Writes every mail into a folder, each whole or not at all, and reads them back for the page that shows them."""

import contextlib
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from portal.durable import sync
from portal.errors import TemporaryFailure
from portal.notices.carriers.bodies import body_of
from portal.notices.context import RecipientKind

# Sorted by name is sorted by time.
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z-[0-9a-f]{8}\.eml")


class FolderCarrier:
    """Any number of processes may write to the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}.eml"
        staged = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with staged.open("xb") as stream:
                stream.write(mail.as_bytes())
                stream.flush()
                os.fsync(stream.fileno())
            staged.replace(self.folder / name)
            sync(self.folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                staged.unlink()
            raise TemporaryFailure(
                f"The mail folder cannot be written to: {error.strerror}. Make room or correct its permissions."
            ) from error

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class MailSummary:
    """A line of the list. `date` is None where the mail has none that can be read."""

    name: str
    sender: str
    recipient: str
    subject: str
    date: datetime | None


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail as it lies in the folder; `raw` is every octet of it. `html` is a whole document, not part of one."""

    summary: MailSummary
    text: str
    html: str
    raw: bytes


def read_mails(folder: Path, limit: int = 200) -> tuple[MailSummary, ...]:
    """The newest `limit` mails, newest first."""
    if not folder.is_dir():
        return ()
    names = sorted((file.name for file in folder.iterdir() if _NAME.fullmatch(file.name)), reverse=True)
    summaries = []
    for name in names[:limit]:
        try:
            with (folder / name).open("rb") as stream:
                summaries.append(_summary(name, _parser().parse(stream, headersonly=True)))
        except FileNotFoundError:  # removed since the folder was listed
            continue
    return tuple(summaries)


def read_mail(folder: Path, name: str) -> StoredMail:
    """One mail by its name from the list. Raises FileNotFoundError, also for a name that is not of our making."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    raw = (folder / name).read_bytes()
    mail = _parser().parsebytes(raw)
    return StoredMail(_summary(name, mail), body_of(mail, "plain"), body_of(mail, "html"), raw)


def _parser() -> "BytesParser[EmailMessage]":
    return BytesParser(policy=policy.default)


def _summary(name: str, mail: EmailMessage) -> MailSummary:
    date = mail["Date"]
    return MailSummary(
        name=name,
        sender=str(mail.get("From", "")),
        recipient=str(mail.get("To", "")),
        subject=str(mail.get("Subject", "")),
        date=date.datetime if date is not None else None,
    )
