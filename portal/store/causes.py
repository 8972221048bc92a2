"""Causes, and the reports in them: a report is in one cause at most."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, func, insert, select, update

from portal.reports.causes import Cause
from portal.reports.report import Report, Status
from portal.store.cause_tables import causes, report_causes
from portal.store.prepared import Prepared
from portal.store.tables import reports
from portal.store.upsert import insert_into

_OPEN = tuple(status.value for status in Status if status.is_open)
_REPORT_COLUMNS = [reports.c[field.name] for field in fields(Report)]

_CAUSES = select(causes)
_BY_ID = _CAUSES.where(causes.c.id == bindparam("id"))
_OPEN_CAUSES = _CAUSES.where(causes.c.closed_at.is_(None)).order_by(causes.c.created_at.desc(), causes.c.id.desc())
_PUBLIC = _OPEN_CAUSES.where(causes.c.sentence != "")
_PUBLIC_OF_TOPIC = _PUBLIC.where(causes.c.topic == bindparam("topic"))
_CLOSED = (
    _CAUSES.where(causes.c.closed_at.is_not(None))
    .order_by(causes.c.closed_at.desc(), causes.c.id.desc())
    .limit(bindparam("limit"))
)
_OF_REPORT = _CAUSES.join(report_causes, report_causes.c.cause_id == causes.c.id).where(
    report_causes.c.report_id == bindparam("report_id")
)
_READ_OF_REPORT = Prepared(_OF_REPORT, back=_OF_REPORT.selected_columns)
_IS_IN = select(report_causes.c.report_id).where(
    report_causes.c.report_id == bindparam("report_id"), report_causes.c.cause_id == bindparam("cause_id")
)
_ADD = insert(causes).returning(causes.c.id)
_SAY = (
    update(causes)
    .where(causes.c.id == bindparam("cause_id"))
    .values(
        sentence=bindparam("words"),
        said_by=bindparam("person"),
        updated_at=bindparam("said_at"),
        due_at=bindparam("next_at"),
        closed_at=bindparam("ended_at"),
    )
)
_REWRITE = (
    update(causes)
    .where(causes.c.id == bindparam("cause_id"))
    .values(title=bindparam("new_title"), sentence=bindparam("new_sentence"))
)
_LEAVE = delete(report_causes).where(report_causes.c.report_id == bindparam("of_report"))
_REPORTS = (
    select(*_REPORT_COLUMNS)
    .join(report_causes, report_causes.c.report_id == reports.c.id)
    .where(report_causes.c.cause_id == bindparam("cause_id"))
    .order_by(reports.c.received_at, reports.c.id)
)
_SIZES = (
    select(
        report_causes.c.cause_id,
        func.count().label("whole"),
        func.count().filter(reports.c.status.in_(_OPEN)).label("open"),
    )
    .join(reports, reports.c.id == report_causes.c.report_id)
    .where(report_causes.c.cause_id.in_(bindparam("cause_ids", expanding=True)))
    .group_by(report_causes.c.cause_id)
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many reports a cause has, and how many of them are open."""

    whole: int = 0
    open: int = 0


def open_cause(
    conn: Connection,
    *,
    title: str,
    topic: str,
    person: str,
    at: datetime,
    sentence: str = "",
    due_at: datetime | None = None,
) -> int:
    """Keep a new cause; gives its id. `due_at` belongs to the sentence."""
    values = {
        "title": title,
        "sentence": sentence,
        "topic": topic,
        "opened_by": person,
        "said_by": person if sentence else None,
        "created_at": at,
        "updated_at": at,
        "due_at": due_at,
    }
    return int(conn.execute(_ADD, values).scalar_one())


def cause_by_id(conn: Connection, cause_id: int, *, lock: bool = False) -> Cause | None:
    """`lock` keeps other transactions from changing the cause until this one ends; for use in `writing` only.

    Locks are taken in one order everywhere: the reports, by their number, then the cause. What only refers to a report
    or a cause, such as a saying and the reports it is for, waits for neither lock.
    """
    return _one(conn, _BY_ID, lock, id=cause_id)


def cause_of(conn: Connection, report_id: int) -> Cause | None:
    """The cause that the report is in, open or closed."""
    found = _READ_OF_REPORT.row(conn, {"report_id": report_id})
    return None if found is None else Cause(**dict(zip(_OF_REPORT.selected_columns.keys(), found, strict=True)))


def is_in(conn: Connection, report_id: int, cause_id: int) -> bool:
    """Whether the report is in this cause now."""
    return conn.execute(_IS_IN, {"report_id": report_id, "cause_id": cause_id}).first() is not None


def open_causes(conn: Connection) -> list[Cause]:
    """All that are open, the newest first."""
    return _all(conn, _OPEN_CAUSES)


def public_causes(conn: Connection, topic: str | None = None) -> list[Cause]:
    """Those open ones of which everybody may read, of a topic where one is given, the newest first."""
    return _all(conn, _PUBLIC) if topic is None else _all(conn, _PUBLIC_OF_TOPIC, topic=topic)


def closed_causes(conn: Connection, limit: int) -> list[Cause]:
    """Those closed last, the newest first."""
    return _all(conn, _CLOSED, limit=limit)


def set_sentence(
    conn: Connection,
    cause_id: int,
    *,
    sentence: str,
    person: str | None,
    at: datetime,
    due_at: datetime | None,
    closed_at: datetime | None = None,
) -> None:
    """What everybody may read from now on, and whether the cause is open."""
    values = {
        "cause_id": cause_id,
        "words": sentence,
        "person": person,
        "said_at": at,
        "next_at": due_at,
        "ended_at": closed_at,
    }
    conn.execute(_SAY, values)


def rewrite(conn: Connection, cause_id: int, title: str, sentence: str) -> None:
    """For erasure: who said it, and when, stays."""
    conn.execute(_REWRITE, {"cause_id": cause_id, "new_title": title, "new_sentence": sentence})


def join(conn: Connection, report_id: int, cause_id: int) -> bool:
    """False if the report is in a cause already."""
    joining = insert_into(conn, report_causes).on_conflict_do_nothing().returning(report_causes.c.report_id)
    return conn.execute(joining, {"report_id": report_id, "cause_id": cause_id}).first() is not None


def leave(conn: Connection, report_id: int) -> None:
    conn.execute(_LEAVE, {"of_report": report_id})


def reports_in(conn: Connection, cause_id: int) -> list[Report]:
    """The reports of a cause, open or closed, the longest waiting first."""
    rows = conn.execute(_REPORTS, {"cause_id": cause_id}).mappings()
    return [Report(**{**row, "status": Status(row["status"])}) for row in rows]


def sizes(conn: Connection, cause_ids: Iterable[int]) -> dict[int, Size]:
    """How many reports each cause has; one without any is missing."""
    found = conn.execute(_SIZES, {"cause_ids": list(cause_ids)})
    return {row.cause_id: Size(row.whole, row.open) for row in found}


def _one(conn: Connection, query: Select[Any], lock: bool, **values: Any) -> Cause | None:
    # FOR NO KEY UPDATE: the key never changes, so rows that refer to it need not wait.
    row = conn.execute(query.with_for_update(key_share=True) if lock else query, values).mappings().one_or_none()
    return None if row is None else _cause(row)


def _all(conn: Connection, query: Select[Any], **values: Any) -> list[Cause]:
    return [_cause(row) for row in conn.execute(query, values).mappings()]


def _cause(row: RowMapping) -> Cause:
    return Cause(**row)
