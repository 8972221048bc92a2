"""The audit log: who did what on the desk, in rows that the database itself keeps from ever changing.

Facts hold no personal text, so that erasure needs no exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, select

from portal.store.desk_tables import audit
from portal.store.tables import reports

_APPEND = insert(audit)
_LATEST = (
    select(audit.c.at, audit.c.person, audit.c.act, reports.c.reference, audit.c.facts)
    .select_from(audit.outerjoin(reports, reports.c.id == audit.c.report_id))
    .order_by(audit.c.id.desc())
    .limit(bindparam("limit"))
)
_DONE_SINCE = select(
    exists().where(
        audit.c.report_id == bindparam("report_id"),
        audit.c.person == bindparam("person"),
        audit.c.act == bindparam("act"),
        audit.c.at > bindparam("since"),
    )
)


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the log. `person` is a key of team.yml, None where nobody is known; `reference` is the report's."""

    at: datetime
    person: str | None
    act: str
    reference: str | None
    facts: Mapping[str, Any]


def append(
    conn: Connection,
    at: datetime,
    act: str,
    person: str | None = None,
    report_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """`facts` is plain JSON data without personal text."""
    conn.execute(_APPEND, {"at": at, "person": person, "act": act, "report_id": report_id, "facts": facts or {}})


def latest(conn: Connection, limit: int, *, person: str | None = None, report_id: int | None = None) -> list[Act]:
    """The newest rows, newest first; of one person or report where asked."""
    query = _LATEST
    if person is not None:
        query = query.where(audit.c.person == person)
    if report_id is not None:
        query = query.where(audit.c.report_id == report_id)
    return [Act(*row) for row in conn.execute(query, {"limit": limit})]


def was_done_since(conn: Connection, act: str, person: str, report_id: int, since: datetime) -> bool:
    values = {"act": act, "person": person, "report_id": report_id, "since": since}
    return bool(conn.execute(_DONE_SINCE, values).scalar_one())
