"""The words by which each report is found, one row a report: FTS5 on SQLite, a tsvector on PostgreSQL.

The row is always made anew, from what stands in the texts and the contact of the report at that moment. Whatever
writes or erases there ends with `index_report`, in the same transaction; so what is erased is found no more.
The two tables of the index are made by a migration and are in no metadata, since no two databases spell them alike.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, String, bindparam, literal, select, text, union_all

from portal.reports.search_words import kept_words
from portal.store.prepared import Prepared, Write, run_together
from portal.store.tables import contacts, reports, texts, timeline

INDEX = "report_search"

_OF_REPORT: BindParameter[int] = bindparam("report_id")
_STANDS = union_all(
    select(reports.c.reference.label("body"), literal(0).label("place")).where(reports.c.id == _OF_REPORT),
    select(contacts.c.name, literal(1)).where(contacts.c.report_id == _OF_REPORT),
    select(contacts.c.address, literal(2)).where(contacts.c.report_id == _OF_REPORT),
    select(texts.c.body.cast(String), literal(2) + timeline.c.id)
    .join(timeline, timeline.c.id == texts.c.entry_id)
    .where(timeline.c.report_id == _OF_REPORT),
)
_KEEP = Prepared(
    {
        "sqlite": text("INSERT OR REPLACE INTO report_search (rowid, words) VALUES (:report_id, :words)"),
        "postgresql": text(
            "INSERT INTO report_search (report_id, words) "
            "VALUES (:report_id, array_to_tsvector(CAST(:words AS text[]))) "
            "ON CONFLICT (report_id) DO UPDATE SET words = EXCLUDED.words"
        ),
    }
)


def index_report(conn: Connection, report_id: int) -> None:
    """Make the report's row anew. Two statements."""
    stands = sorted(conn.execute(_STANDS, {"report_id": report_id}).all(), key=lambda row: row.place)
    if stands:
        index_words(conn, {report_id: [row.body for row in stands]})


def index_words(conn: Connection, by_report: Mapping[int, Iterable[str]]) -> None:
    """Keep the words of these texts for each report, in place of what was kept. The first is its reference."""
    run_together(conn, [indexing(conn, by_report)])


def indexing(conn: Connection, by_report: Mapping[int, Iterable[str]]) -> Write:
    """What `index_words` writes."""
    rows: list[dict[str, Any]] = []
    for report_id, (reference, *others) in by_report.items():
        words = kept_words([f"{reference} {reference.replace('-', '')}", *others])
        rows.append({"report_id": report_id, "words": " ".join(words) if _is_sqlite(conn) else words})
    return _KEEP, rows


def forget_replaced(conn: Connection) -> None:
    """What rows held before they were made anew is left in no file of the index; for erasure.

    FTS5 keeps the words of a replaced row until its parts are merged, which `optimize` does (its manual, section 6.9).
    Its `secure-delete` would do it at each write, and made each of them ten times as slow. PostgreSQL needs nothing:
    its rows go by VACUUM.
    """
    if _is_sqlite(conn):
        conn.execute(text("INSERT INTO report_search (report_search) VALUES ('optimize')"))


def belongs_to_index(table: str) -> bool:
    """Whether a table is of the index; FTS5 keeps its own beside the one that is asked (its manual, section 9)."""
    return table == INDEX or table.startswith(f"{INDEX}_")


def _is_sqlite(conn: Connection) -> bool:
    return bool(conn.dialect.name == "sqlite")
