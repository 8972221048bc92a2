"""The quarantine: reports as they were sent, until a person lets them in or sets them aside."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, case, delete, func, select, update

from portal.reports.held import HeldFor, HeldReport, HeldState
from portal.reports.report import Attachment, Contact, ContactKind
from portal.store.quarantine_tables import held_files as files
from portal.store.quarantine_tables import held_reports as held
from portal.store.upsert import insert_into

_HELD = select(*(column for column in held.c if column.name != "submission_key"))
_BY_ID = _HELD.where(held.c.id == bindparam("id"))
_BY_REFERENCE = _HELD.where(held.c.reference == bindparam("reference"))
_BY_KEY = _HELD.where(held.c.submission_key == bindparam("key"))
_WAITING = (
    _HELD.where(held.c.state == HeldState.WAITING.value)
    .order_by(case((held.c.severity == bindparam("first_severity"), 0), else_=1), held.c.received_at, held.c.id)
    .limit(bindparam("limit"))
)
_SET_ASIDE = (
    _HELD.where(held.c.state == HeldState.SET_ASIDE.value)
    .order_by(held.c.decided_at.desc(), held.c.id.desc())
    .limit(bindparam("limit"))
)
_COUNT = select(func.count()).where(held.c.state == HeldState.WAITING.value)
_FILES = select(files).where(files.c.held_id.in_(bindparam("ids", expanding=True))).order_by(files.c.name, files.c.id)
_DECIDE = (
    update(held)
    .where(held.c.id == bindparam("of_id"), held.c.state != HeldState.LET_IN.value)
    .values(state=bindparam("new_state"), person=bindparam("by"), decided_at=bindparam("at"))
)
_LET_IN = (
    update(held)
    .where(held.c.id == bindparam("of_id"))
    .values(
        state=HeldState.LET_IN.value,
        person=bindparam("by"),
        decided_at=bindparam("at"),
        report_id=bindparam("becomes"),
        words="",
        contact_address="",
        contact_name="",
    )
)
_NO_FILES = delete(files).where(files.c.held_id == bindparam("of_id"))
# What was let in leads its sender on to the report for as long as there is one, and holds none of their words.
_IS_OLD = (held.c.state == HeldState.SET_ASIDE.value) & (held.c.decided_at < bindparam("before"))
_FORGET_FILES = delete(files).where(files.c.held_id.in_(select(held.c.id).where(_IS_OLD)))
_FORGET = delete(held).where(_IS_OLD)


def hold(conn: Connection, values: Mapping[str, Any], attachments: Iterable[Attachment]) -> HeldReport | None:
    """Keep a report that waits; None where its reference is taken, or the same was sent before."""
    insertion = insert_into(conn, held).on_conflict_do_nothing().returning(held.c.id)
    row = conn.execute(insertion, {**values, "state": HeldState.WAITING.value}).first()
    if row is None:
        return None
    of_files = [
        {
            "id": each.id,
            "held_id": row.id,
            "name": each.name,
            "media_type": each.media_type,
            "size_bytes": each.size_bytes,
        }
        for each in attachments
    ]
    if of_files:
        conn.execute(insert_into(conn, files), of_files)
    return held_by_id(conn, row.id)


def held_by_id(conn: Connection, held_id: int, *, lock: bool = False) -> HeldReport | None:
    """`lock` keeps other transactions from deciding on it until this one ends; for use in `writing` only."""
    found = _told(conn, (_BY_ID.with_for_update(key_share=True) if lock else _BY_ID), {"id": held_id})
    return found[0] if found else None


def held_by_reference(conn: Connection, reference: str) -> HeldReport | None:
    found = _told(conn, _BY_REFERENCE, {"reference": reference})
    return found[0] if found else None


def held_by_submission_key(conn: Connection, key: str) -> HeldReport | None:
    found = _told(conn, _BY_KEY, {"key": key})
    return found[0] if found else None


def waiting(conn: Connection, first_severity: str, limit: int) -> list[HeldReport]:
    """Those of one severity first, and in each part the longest waiting."""
    return _told(conn, _WAITING, {"first_severity": first_severity, "limit": limit})


def set_aside_lately(conn: Connection, limit: int) -> list[HeldReport]:
    """Those that a person took for no report, the latest first."""
    return _told(conn, _SET_ASIDE, {"limit": limit})


def count_waiting(conn: Connection) -> int:
    return int(conn.execute(_COUNT).scalar_one())


def set_aside(conn: Connection, held_id: int, person: str, at: datetime) -> bool:
    """False where somebody has let it in."""
    values = {"of_id": held_id, "new_state": HeldState.SET_ASIDE.value, "by": person, "at": at}
    return conn.execute(_DECIDE, values).rowcount == 1


def becomes_report(conn: Connection, held_id: int, report_id: int, person: str, at: datetime) -> None:
    """What it said stands in the report now, and no longer here."""
    conn.execute(_LET_IN, {"of_id": held_id, "becomes": report_id, "by": person, "at": at})
    conn.execute(_NO_FILES, {"of_id": held_id})


def forget_set_aside(conn: Connection, before: datetime) -> int:
    """Delete what was set aside before an instant; gives how many. Its files lie there for others to discard."""
    conn.execute(_FORGET_FILES, {"before": before})
    return conn.execute(_FORGET, {"before": before}).rowcount


def _told(conn: Connection, query: Any, values: Mapping[str, Any]) -> list[HeldReport]:
    rows = conn.execute(query, values).mappings().all()
    found: dict[int, list[Attachment]] = {row["id"]: [] for row in rows}
    for row in conn.execute(_FILES, {"ids": list(found)}) if found else ():
        found[row.held_id].append(Attachment(row.id, row.name, row.media_type, row.size_bytes))
    return [_held(row, tuple(found[row["id"]])) for row in rows]


def _held(row: RowMapping, attachments: tuple[Attachment, ...]) -> HeldReport:
    values = dict(row)
    contact = Contact(
        ContactKind(values.pop("contact_kind")), values.pop("contact_address"), values.pop("contact_name")
    )
    state, held_for = HeldState(values.pop("state")), HeldFor(values.pop("held_for"))
    return HeldReport(**values, state=state, held_for=held_for, contact=contact, files=attachments)
