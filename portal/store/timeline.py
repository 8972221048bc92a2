"""The timeline: entries that the database itself keeps from ever changing, and their texts, which can be erased."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from portal.reports.timeline import Author, AuthorKind, Entry, Kind
from portal.store.prepared import Prepared, Values, Write, run_together
from portal.store.search_index import index_report
from portal.store.tables import texts, timeline

_APPEND = Prepared(
    insert(timeline).returning(timeline.c.id),
    given=("report_id", "at", "kind", "public", "author_kind", "author", "facts"),
    back=(timeline.c.id,),
)
_ADD_TEXTS = Prepared(insert(texts), given=("entry_id", "field", "body"))
_ENTRIES = select(timeline).where(timeline.c.report_id == bindparam("report_id")).order_by(timeline.c.id)
_READ_ENTRIES = Prepared(_ENTRIES, back=timeline.c)
_OF_REPORTS = (
    select(timeline)
    .where(timeline.c.report_id.in_(bindparam("report_ids", expanding=True)))
    .order_by(timeline.c.report_id, timeline.c.id)
)
_ENTRY = select(timeline).where(timeline.c.id == bindparam("id"))
_LAST_AT = select(func.max(timeline.c.at)).where(timeline.c.report_id == bindparam("report_id"))
_TEXTS = select(texts).where(texts.c.entry_id.in_(bindparam("entry_ids", expanding=True)))
_TEXTS_OF_REPORT = (
    select(texts)
    .join(timeline, timeline.c.id == texts.c.entry_id)
    .where(timeline.c.report_id == bindparam("report_id"))
)
_READ_TEXTS = Prepared(_TEXTS_OF_REPORT, back=texts.c)
_REWRITE = (
    update(texts)
    .where(texts.c.entry_id == bindparam("of_entry"), texts.c.field == bindparam("of_field"))
    .values(body=bindparam("new_body"))
)
_ERASE = delete(texts).where(
    texts.c.entry_id.in_(select(timeline.c.id).where(timeline.c.report_id == bindparam("report_id")))
)


def append(conn: Connection, report_id: int, entry: Entry) -> int:
    """Add the entry and its texts; gives the entry's id. An id that the entry brings is ignored."""
    entry_id = append_without_texts(conn, report_id, entry)
    if entry.texts:
        run_together(conn, [texts_of_entry(entry_id, entry)])
        index_report(conn, report_id)
    return entry_id


def append_without_texts(conn: Connection, report_id: int, entry: Entry) -> int:
    """Its texts, and the search, are the caller's to keep."""
    [(entry_id,)] = _APPEND.rows(conn, entry_row(report_id, entry))
    return int(entry_id)


def entry_without_texts(report_id: int, entry: Entry) -> Write:
    """The same for an entry whose id nobody asks for."""
    return _APPEND, [entry_row(report_id, entry)]


def texts_of_entry(entry_id: int, entry: Entry) -> Write:
    return _ADD_TEXTS, [{"entry_id": entry_id, "field": field, "body": body} for field, body in entry.texts.items()]


def entry_row(report_id: int, entry: Entry) -> Values:
    """The entry as its table holds it, without its id and its texts."""
    return {
        "report_id": report_id,
        "at": entry.at,
        "kind": entry.kind.value,
        "public": entry.public,
        "author_kind": entry.author.kind.value,
        "author": entry.author.key,
        "facts": entry.facts,
    }


def entries(conn: Connection, report_id: int) -> list[Entry]:
    """The report's entries in the order in which they were added, with their texts; two queries."""
    rows = [_Row(*row) for row in _READ_ENTRIES.rows(conn, {"report_id": report_id})]
    by_entry = _by_entry(_READ_TEXTS.rows(conn, {"report_id": report_id}))
    return [_entry(row, by_entry.get(row.id, {})) for row in rows]


def entry(conn: Connection, entry_id: int) -> Entry | None:
    row = conn.execute(_ENTRY, {"id": entry_id}).one_or_none()
    return None if row is None else _entry(row, texts_of(conn, [entry_id]).get(entry_id, {}))


def entries_without_texts(conn: Connection, report_ids: Iterable[int]) -> dict[int, list[Entry]]:
    """The entries of many reports in one query, by report, in the order in which they were added, without texts."""
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for row in conn.execute(_OF_REPORTS, {"report_ids": list(report_ids)}):
        found[row.report_id].append(_entry(row, {}))
    return dict(found)


def last_at(conn: Connection, report_id: int) -> datetime | None:
    """The latest instant of any entry of the report (UTC); None where there is none."""
    latest: datetime | None = conn.execute(_LAST_AT, {"report_id": report_id}).scalar_one()
    return latest


def texts_of(conn: Connection, entry_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """The texts of many entries in one query, by entry and field. An entry without texts is missing."""
    return _by_entry(conn.execute(_TEXTS, {"entry_ids": list(entry_ids)}))


def rewrite_texts(conn: Connection, report_id: int, entry: Entry, written: Mapping[str, str]) -> None:
    """Put other words in the place of the entry's texts; for the erasure of another report that they speak of."""
    conn.execute(
        _REWRITE, [{"of_entry": entry.id, "of_field": field, "new_body": body} for field, body in written.items()]
    )
    index_report(conn, report_id)


def erase_texts(conn: Connection, report_id: int) -> int:
    """Erase every text of the report and give their number; the entries stay."""
    erased = conn.execute(_ERASE, {"report_id": report_id}).rowcount
    index_report(conn, report_id)
    return erased


class _Row(NamedTuple):
    """A row of the table, by its columns."""

    id: int
    report_id: int
    at: datetime
    kind: str
    public: bool
    author_kind: str
    author: str | None
    facts: Mapping[str, Any]


def _by_entry(rows: Iterable[Iterable[Any]]) -> dict[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for entry_id, field, body in rows:
        found[entry_id][field] = body
    return dict(found)


def _entry(row: Row[Any] | _Row, written: dict[str, str]) -> Entry:
    author = Author(AuthorKind(row.author_kind), row.author)
    return Entry(row.at, Kind(row.kind), author, row.public, row.facts, written, row.id)
