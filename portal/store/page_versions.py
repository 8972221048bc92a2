"""What the public pages said, and from when to when; and which releases have been gone through for it. DESIGN §5."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, case, delete, false, func, insert, select, true, update

from portal.library.page_spans import Latest, Span
from portal.library.page_versions import PageText, PageVersion
from portal.store.history_tables import page_versions
from portal.store.tables import publications

_NOT_NOTED = (
    select(publications.c.id, publications.c.release_hash, publications.c.recorded_at)
    .where(publications.c.pages_noted == false())
    .order_by(publications.c.id)
)
_NOTED = update(publications).where(publications.c.id == bindparam("publication_id")).values(pages_noted=true())
_IN_ORDER = (page_versions.c.path, page_versions.c.since, page_versions.c.id)
_SPANS = select(
    page_versions.c.id, page_versions.c.path, page_versions.c.hash, page_versions.c.since, page_versions.c.until
).order_by(*_IN_ORDER)
_ALL = select(page_versions).order_by(*_IN_ORDER)
_AT = select(page_versions).where(page_versions.c.path == bindparam("path")).order_by(*_IN_ORDER)
_NAMES = select(page_versions.c.path, page_versions.c.name)
_ENDS = update(page_versions).where(page_versions.c.id == bindparam("version_id")).values(until=bindparam("day"))
_BEGAN = (
    update(page_versions)
    .where(page_versions.c.id == bindparam("version_id"))
    .values(since=bindparam("day"), source="files")
)
_FORGET = delete(page_versions).where(page_versions.c.id == bindparam("version_id"))
_FIRST_NOTED = select(func.min(publications.c.recorded_at)).where(publications.c.pages_noted == true())
_FIRST_IMPORTED = select(func.min(page_versions.c.since)).where(page_versions.c.source == "files")
_STATE = select(
    select(func.max(publications.c.id)).where(publications.c.pages_noted == true()).scalar_subquery().label("noted"),
    func.count().label("versions"),
    func.sum(case((page_versions.c.source == "files", 1), else_=0)).label("imported"),
).select_from(page_versions)


class Publication(NamedTuple):
    """A release that came into force at `recorded_at` (UTC)."""

    id: int
    release_hash: str
    recorded_at: datetime


class StoredSpan(NamedTuple):
    """A row of an address."""

    id: int
    span: Latest


def publications_to_note(conn: Connection) -> list[Publication]:
    """Those whose pages are not among the versions yet, the oldest first."""
    return [Publication(*row) for row in conn.execute(_NOT_NOTED)]


def claim_publications_to_note(conn: Connection) -> list[Publication]:
    """The same for one process at a time, up to the end of the transaction."""
    return [Publication(*row) for row in conn.execute(_NOT_NOTED.with_for_update())]


def is_noted(conn: Connection, publication_id: int) -> None:
    conn.execute(_NOTED, {"publication_id": publication_id})


def spans_of_each(conn: Connection) -> dict[str, list[StoredSpan]]:
    """What is known of each address, without its words, the earliest first."""
    found: dict[str, list[StoredSpan]] = {}
    for row in conn.execute(_SPANS):
        found.setdefault(row.path, []).append(StoredSpan(row.id, Latest(row.hash, row.since, row.until)))
    return found


def all_page_versions(conn: Connection) -> Iterator[PageVersion]:
    """By address, the earliest first."""
    return map(_version, conn.execute(_ALL))


def page_versions_at(conn: Connection, path: str) -> tuple[PageVersion, ...]:
    """Those of one address, the earliest first."""
    return tuple(map(_version, conn.execute(_AT, {"path": path})))


def records_began(conn: Connection) -> tuple[datetime | None, date | None]:
    """When the first release was recorded (UTC), and the first day of what was imported; None where nothing was."""
    return conn.execute(_FIRST_NOTED).scalar_one(), conn.execute(_FIRST_IMPORTED).scalar_one()


def versions_state(conn: Connection) -> str:
    """Differs whenever the versions do, and is quickly had."""
    row = conn.execute(_STATE).one()
    return f"{row.noted or 0}.{row.versions}.{row.imported or 0}"


def end_versions(conn: Connection, ends: Sequence[tuple[int, date | None]]) -> None:
    """Each version (by id) stands until its day; None: nobody has said until when."""
    if ends:
        conn.execute(_ENDS, [{"version_id": version_id, "day": day} for version_id, day in ends])


def begin_earlier(conn: Connection, begins: Sequence[tuple[int, date]]) -> None:
    """Each version (by id) stood there since its day already, by the history of the files."""
    if begins:
        conn.execute(_BEGAN, [{"version_id": version_id, "day": day} for version_id, day in begins])


def forget_versions(conn: Connection, version_ids: Iterable[int]) -> None:
    """For those that were never seen."""
    rows = [{"version_id": version_id} for version_id in version_ids]
    if rows:
        conn.execute(_FORGET, rows)


def add_versions(conn: Connection, spans: Sequence[Span], *, day: date | None = None, imported: bool = False) -> None:
    """Each gets a name for good: `day`, on which it is recorded, or else the day since which it stood there."""
    if not spans:
        return
    taken = {(row.path, row.name) for row in conn.execute(_NAMES)}
    rows = []
    for span in spans:
        name = _free_name(taken, span.page.path, (day or span.since).isoformat())
        taken.add((span.page.path, name))
        rows.append(_row(span, name, "files" if imported else "release"))
    conn.execute(insert(page_versions), rows)


def _free_name(taken: set[tuple[str, str]], path: str, day: str) -> str:
    name, number = day, 2
    while (path, name) in taken:
        name, number = f"{day}-{number}", number + 1
    return name


def _row(span: Span, name: str, source: str) -> Mapping[str, object]:
    page = span.page
    return {
        "path": page.path,
        "name": name,
        "hash": page.hash,
        "kind": page.kind,
        "lang": page.lang,
        "title": page.title,
        "summary": page.summary,
        "text": page.text,
        "fields": page.fields,
        "since": span.since,
        "until": span.until,
        "source": source,
    }


def _version(row: Row[Any]) -> PageVersion:
    page = PageText(row.path, row.kind, row.title, row.summary, row.text, row.fields, row.lang)
    return PageVersion(page, row.hash, row.name, row.since, row.until)
