"""Points for the huddle: open until somebody says that they were talked about, and then kept with who and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from portal.store.huddle_tables import huddle_points
from portal.store.tables import reports

_ADD = insert(huddle_points).returning(huddle_points.c.id)
_POINTS = select(
    huddle_points.c.id,
    huddle_points.c.team,
    huddle_points.c.words,
    reports.c.reference,
    huddle_points.c.added_by,
    huddle_points.c.added_at,
    huddle_points.c.talked_by,
    huddle_points.c.talked_at,
).select_from(huddle_points.outerjoin(reports, reports.c.id == huddle_points.c.report_id))
_BY_ID = _POINTS.where(huddle_points.c.id == bindparam("id"))
_OPEN = _POINTS.where(huddle_points.c.team == bindparam("team"), huddle_points.c.talked_at.is_(None)).order_by(
    huddle_points.c.id
)
_TALKED_ABOUT = _POINTS.where(
    huddle_points.c.team == bindparam("team"), huddle_points.c.talked_at >= bindparam("since")
).order_by(huddle_points.c.talked_at.desc(), huddle_points.c.id.desc())
_MARK = (
    update(huddle_points)
    .where(huddle_points.c.id == bindparam("of_id"), huddle_points.c.talked_at.is_(None))
    .values(talked_by=bindparam("by"), talked_at=bindparam("at"))
)
_ABOUT = select(huddle_points.c.id, huddle_points.c.words).where(huddle_points.c.report_id == bindparam("report_id"))
_REWRITE = update(huddle_points).where(huddle_points.c.id == bindparam("of_id")).values(words=bindparam("new_words"))


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """`reference` is that of the report it leads to, if any; `talked_at` is None while it is open. Times are in UTC."""

    id: int
    team: str
    words: str
    reference: str | None
    added_by: str
    added_at: datetime
    talked_by: str | None
    talked_at: datetime | None


def add(conn: Connection, team: str, words: str, person: str, at: datetime, report_id: int | None) -> int:
    """Gives its number."""
    values = {"team": team, "words": words, "report_id": report_id, "added_by": person, "added_at": at}
    return int(conn.execute(_ADD, values).scalar_one())


def point_by_id(conn: Connection, point_id: int) -> StoredPoint | None:
    return next(iter(_all(conn, _BY_ID, id=point_id)), None)


def open_points(conn: Connection, team: str) -> list[StoredPoint]:
    """The oldest first: it has waited longest."""
    return _all(conn, _OPEN, team=team)


def talked_about(conn: Connection, team: str, since: datetime) -> list[StoredPoint]:
    """What was talked about from `since` on, the latest first."""
    return _all(conn, _TALKED_ABOUT, team=team, since=since)


def mark_talked_about(conn: Connection, point_id: int, person: str, at: datetime) -> bool:
    """False where somebody has done so before."""
    return conn.execute(_MARK, {"of_id": point_id, "by": person, "at": at}).rowcount == 1


def words_about(conn: Connection, report_id: int) -> Mapping[int, str]:
    """The words of the points that lead to the report, by number; for erasure."""
    return {row.id: row.words for row in conn.execute(_ABOUT, {"report_id": report_id})}


def rewrite(conn: Connection, point_id: int, words: str) -> None:
    conn.execute(_REWRITE, {"of_id": point_id, "new_words": words})


def _all(conn: Connection, query: Select[Any], **values: Any) -> list[StoredPoint]:
    return [StoredPoint(**row._mapping) for row in conn.execute(query, values)]
