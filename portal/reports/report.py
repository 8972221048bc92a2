"""A report: what a customer sent in, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """Where a report stands. A waiting report is still open."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    VOID = "void"

    @property
    def is_open(self) -> bool:
        return self in (Status.OPEN, Status.WAITING)


class ContactKind(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the customer. `name` may be empty; `address` is empty for ContactKind.NONE or once erased."""

    kind: ContactKind
    address: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A stored report. `owner` is a responder's key, or None while the whole team has it.

    `generation` is part of every link made for the report: raising it revokes them. `about_page` is the address of the
    public page that the report is about, where there is one. `language` is the one that the customer chose, None for
    the site's first. Instants are in UTC.
    """

    id: int
    reference: str
    topic: str
    severity: str
    status: Status
    team: str
    owner: str | None
    received_at: datetime
    release_hash: str
    generation: int
    about_page: str | None = None
    closed_at: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with an entry; the bytes lie in the attachments folder under `id`."""

    id: str
    name: str
    media_type: str
    size_bytes: int
    entry_id: int | None = None
