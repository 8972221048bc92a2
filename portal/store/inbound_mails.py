"""Mails that came in: each once, where it went, and the tray of those that wait for a person."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from portal.store.desk_tables import inbound_mails
from portal.store.tables import notices
from portal.store.upsert import insert_into


class MailState(StrEnum):
    """PLACED: somebody's words on a report. TRAY: waits for a person. NOTED: kept, and nobody need act. SETTLED: a
    person took it out of the tray without placing it.
    """

    PLACED = "placed"
    TRAY = "tray"
    NOTED = "noted"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail about to be kept. `words` is how it begins; `file` the name of its original (portal.acts.mail_originals).

    `report_id` is the report it is on, or for the tray the one it seems to be about.
    """

    digest: str
    content_digest: str
    message_id: str
    received_at: datetime
    state: MailState
    reason: str
    report_id: int | None
    sender: str
    subject: str
    words: str
    file: str


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail as it is kept. Instants are in UTC."""

    id: int
    digest: str
    message_id: str
    received_at: datetime
    state: MailState
    reason: str
    report_id: int | None
    entry_id: int | None
    sender: str
    subject: str
    words: str
    file: str
    person: str | None
    remark: str


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A notice of ours that somebody answers or that came back. `recipient` is None for the customer."""

    report_id: int
    message: str
    recipient: str | None


_NOT_SHOWN = frozenset({"content_digest"})
_MAILS = select(*(column for column in inbound_mails.c if column.name not in _NOT_SHOWN))
_BY_ID = _MAILS.where(inbound_mails.c.id == bindparam("id"))
_BY_DIGEST = _MAILS.where(inbound_mails.c.digest == bindparam("digest"))
_TRAY = (
    _MAILS.where(inbound_mails.c.state == MailState.TRAY.value)
    .order_by(inbound_mails.c.received_at, inbound_mails.c.id)
    .limit(bindparam("limit"))
)
_FILES_IN_TRAY = select(inbound_mails.c.file).where(inbound_mails.c.state == MailState.TRAY.value)
_SAME = (
    select(inbound_mails.c.id)
    .where(
        inbound_mails.c.message_id == bindparam("message_id"),
        inbound_mails.c.content_digest == bindparam("content_digest"),
    )
    .limit(1)
)
_ARRIVALS = select(inbound_mails.c.received_at).where(
    inbound_mails.c.report_id == bindparam("report_id"), inbound_mails.c.received_at > bindparam("after")
)
_OF_REPORT = _MAILS.where(inbound_mails.c.report_id == bindparam("report_id")).order_by(inbound_mails.c.id)
_MOVE = (
    update(inbound_mails)
    .where(inbound_mails.c.id == bindparam("of_id"), inbound_mails.c.state == MailState.TRAY.value)
    .values(
        state=bindparam("new_state"),
        report_id=func.coalesce(bindparam("new_report_id"), inbound_mails.c.report_id),
        entry_id=bindparam("new_entry_id"),
        person=bindparam("by_person"),
        remark=bindparam("new_remark"),
    )
)
_PLACE = (
    update(inbound_mails)
    .where(inbound_mails.c.id == bindparam("of_id"))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("new_reason"),
        report_id=bindparam("new_report_id"),
        entry_id=bindparam("new_entry_id"),
    )
)
_ERASE = (
    update(inbound_mails)
    .where(inbound_mails.c.report_id == bindparam("of_report"))
    .values(sender="", subject="", words="", remark="", reason="")
)
_NOTICES = select(notices.c.report_id, notices.c.message, notices.c.recipient, notices.c.message_id).where(
    notices.c.message_id.in_(bindparam("message_ids", expanding=True)), notices.c.report_id.is_not(None)
)


def keep(conn: Connection, new: NewMail) -> int | None:
    """Keep the mail and give its number; None if it is kept already."""
    insertion = insert_into(conn, inbound_mails).on_conflict_do_nothing(index_elements=["digest"])
    values = asdict(new) | {"state": new.state.value, "remark": ""}
    row = conn.execute(insertion.returning(inbound_mails.c.id), values).first()
    return None if row is None else int(row.id)


def is_kept(conn: Connection, digest: str) -> bool:
    return conn.execute(_BY_DIGEST, {"digest": digest}).first() is not None


def is_repeat(conn: Connection, message_id: str, content_digest: str) -> bool:
    """Whether the same mail came before by another way, so that only its trace headers differ."""
    return (
        bool(message_id)
        and conn.execute(_SAME, {"message_id": message_id, "content_digest": content_digest}).first() is not None
    )


def mail(conn: Connection, mail_id: int) -> KeptMail | None:
    row = conn.execute(_BY_ID, {"id": mail_id}).one_or_none()
    return None if row is None else _mail(row)


def mails_of(conn: Connection, report_id: int) -> list[KeptMail]:
    """Every mail on the report, or in the tray and seemingly about it, the oldest first."""
    return [_mail(row) for row in conn.execute(_OF_REPORT, {"report_id": report_id})]


def tray(conn: Connection, limit: int = 200) -> list[KeptMail]:
    """Those that wait for a person, the longest waiting first."""
    return [_mail(row) for row in conn.execute(_TRAY, {"limit": limit})]


def files_in_tray(conn: Connection) -> set[str]:
    """The names of the originals of all that waits for a person."""
    return set(conn.scalars(_FILES_IN_TRAY))


def arrivals(conn: Connection, report_id: int, after: datetime) -> list[datetime]:
    """When mails about the report came, since an instant."""
    return list(conn.scalars(_ARRIVALS, {"report_id": report_id, "after": after}))


def place(
    conn: Connection, mail_id: int, state: MailState, reason: str, *, report_id: int, entry_id: int | None
) -> None:
    """Say where a mail went that was kept in the same transaction."""
    values = {"new_state": state.value, "new_reason": reason, "new_report_id": report_id, "new_entry_id": entry_id}
    conn.execute(_PLACE, {"of_id": mail_id, **values})


def take_from_tray(
    conn: Connection,
    mail_id: int,
    state: MailState,
    person: str,
    *,
    report_id: int | None = None,
    entry_id: int | None = None,
    remark: str = "",
) -> bool:
    """Move the mail out of the tray; False if somebody has done so before."""
    values = {
        "of_id": mail_id,
        "new_state": state.value,
        "new_report_id": report_id,
        "new_entry_id": entry_id,
        "by_person": person,
        "new_remark": remark,
    }
    return conn.execute(_MOVE, values).rowcount == 1


def erase(conn: Connection, report_id: int) -> list[str]:
    """Empty what the mails of a report say, and give the names of their originals, which are to be deleted."""
    files = [each.file for each in mails_of(conn, report_id)]
    conn.execute(_ERASE, {"of_report": report_id})
    return files


def notices_by(conn: Connection, message_ids: Iterable[str]) -> list[SentNotice]:
    """Our notices among the Message-IDs, in the order of these."""
    asked = list(message_ids)
    found = {row.message_id: row for row in conn.execute(_NOTICES, {"message_ids": asked})} if asked else {}
    rows = (found[each] for each in asked if each in found)
    return [SentNotice(int(row.report_id), row.message, row.recipient) for row in rows]


def _mail(row: Row[Any]) -> KeptMail:
    values = dict(row._mapping)
    return KeptMail(**values | {"state": MailState(row.state), "message_id": row.message_id or ""})
