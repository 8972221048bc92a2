"""Finding reports by words. What somebody typed comes as words of letters and digits, never as a database's syntax."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from portal.reports.search_words import Sought
from portal.reports.timeline import AuthorKind
from portal.store.tables import texts, timeline

_NEWEST = 2**62
_FIND_ON_SQLITE = text(
    "SELECT rowid FROM report_search WHERE report_search MATCH :sought AND rowid < :before "
    "ORDER BY rowid DESC LIMIT :limit"
)
# PostgreSQL's planner cannot tell how rare a beginning is. Left to itself it goes through all reports, in any order or
# from the newest on, for words that stand on three of a million.
_FIND_AMONG_NEWEST = text(
    "SELECT report_id FROM (SELECT report_id, words FROM report_search WHERE report_id < :before "
    "ORDER BY report_id DESC LIMIT :newest) AS newest "
    "WHERE words @@ CAST(:sought AS tsquery) ORDER BY report_id DESC LIMIT :limit"
)
_FIND_BY_INDEX = text(
    "WITH found AS MATERIALIZED (SELECT report_id FROM report_search "
    "WHERE words @@ CAST(:sought AS tsquery) AND report_id < :before) "
    "SELECT report_id FROM found ORDER BY report_id DESC LIMIT :limit"
)
_NEWEST_LOOKED_AT = 5_000
_WRITTEN = (
    select(timeline.c.report_id, timeline.c.author_kind, timeline.c.public, texts.c.body)
    .join(texts, texts.c.entry_id == timeline.c.id)
    .where(timeline.c.report_id.in_(bindparam("report_ids", expanding=True)))
    .order_by(timeline.c.id, texts.c.field)
)


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a report, by whom, and whether the customer reads it too."""

    author_kind: AuthorKind
    public: bool
    body: str


def find_reports(conn: Connection, sought: Sought, *, limit: int, before: int | None = None) -> list[int]:
    """The numbers of the newest reports that hold everything sought; only those below `before`, to go on from there."""
    values = {"sought": _spelled(conn, sought), "before": before or _NEWEST, "limit": limit}
    if conn.dialect.name == "sqlite":
        return list(conn.execute(_FIND_ON_SQLITE, values).scalars())
    newest = conn.execute(_FIND_AMONG_NEWEST, values | {"newest": max(_NEWEST_LOOKED_AT, limit)}).scalars().all()
    if len(newest) == limit:
        return list(newest)
    return list(conn.execute(_FIND_BY_INDEX, values).scalars())


def written_on(conn: Connection, report_ids: Iterable[int]) -> dict[int, list[Written]]:
    """All that was written on these reports, in order; one query."""
    found: dict[int, list[Written]] = {}
    for row in conn.execute(_WRITTEN, {"report_ids": list(report_ids)}):
        found.setdefault(row.report_id, []).append(Written(AuthorKind(row.author_kind), row.public, row.body))
    return found


def _spelled(conn: Connection, sought: Sought) -> str:
    """`"water" AND "joi" *` for SQLite, `'water' & 'joi':*` for PostgreSQL."""
    if conn.dialect.name == "sqlite":
        begun = [f'"{sought.beginning}" *'] if sought.beginning else []
        return " AND ".join([*(f'"{word}"' for word in sought.words), *begun])
    begun = [f"'{sought.beginning}':*"] if sought.beginning else []
    return " & ".join([*(f"'{word}'" for word in sought.words), *begun])
