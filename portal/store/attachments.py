"""Which files came with which entry; the bytes lie in the attachments folder."""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, bindparam, delete, select

from portal.reports.report import Attachment
from portal.store.prepared import Prepared
from portal.store.quarantine_tables import held_files, held_reports
from portal.store.tables import attachments, reports
from portal.store.upsert import insert_into

# Both databases limit the number of values in one query.
_IDS_A_QUERY = 1_000

_ATTACHMENTS = select(
    attachments.c.id,
    attachments.c.name,
    attachments.c.media_type,
    attachments.c.size_bytes,
    attachments.c.entry_id,
)
_OF_REPORT = _ATTACHMENTS.where(attachments.c.report_id == bindparam("report_id")).order_by(
    attachments.c.entry_id, attachments.c.name, attachments.c.id
)
_READ_OF_REPORT = Prepared(_OF_REPORT, back=_ATTACHMENTS.selected_columns)
_ONE_OF_REPORT = _ATTACHMENTS.where(
    attachments.c.report_id == bindparam("report_id"), attachments.c.id == bindparam("id")
)
_ERASE = delete(attachments).where(attachments.c.report_id == bindparam("of_report"))
_SIZES = (
    select(reports.c.reference, attachments.c.id, attachments.c.size_bytes)
    .join(reports, reports.c.id == attachments.c.report_id)
    .order_by(attachments.c.report_id, attachments.c.id)
)
_HELD_SIZES = (
    select(held_reports.c.reference, held_files.c.id, held_files.c.size_bytes)
    .join(held_reports, held_reports.c.id == held_files.c.held_id)
    .order_by(held_files.c.held_id, held_files.c.id)
)
_KNOWN = (
    select(attachments.c.id)
    .where(attachments.c.id.in_(bindparam("ids", expanding=True)))
    .union(select(held_files.c.id).where(held_files.c.id.in_(bindparam("ids", expanding=True))))
)


def attach(conn: Connection, report_id: int, entry_id: int, attachment: Attachment) -> None:
    """The file came with this entry. One that is on the report already stays with its first entry."""
    conn.execute(
        insert_into(conn, attachments).on_conflict_do_nothing(),
        {
            "id": attachment.id,
            "report_id": report_id,
            "entry_id": entry_id,
            "name": attachment.name,
            "media_type": attachment.media_type,
            "size_bytes": attachment.size_bytes,
        },
    )


def attachments_of(conn: Connection, report_id: int) -> list[Attachment]:
    """The report's files, entry by entry, by name."""
    return [Attachment(*row) for row in _READ_OF_REPORT.rows(conn, {"report_id": report_id})]


def attachment(conn: Connection, report_id: int, attachment_id: str) -> Attachment | None:
    """One file of this report; None for a file of another report."""
    row = conn.execute(_ONE_OF_REPORT, {"report_id": report_id, "id": attachment_id}).mappings().one_or_none()
    return None if row is None else _attachment(row)


def known_ids(conn: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that belong to a report, or to what waits to become one."""
    asked = list(ids)
    known: set[str] = set()
    for start in range(0, len(asked), _IDS_A_QUERY):
        known.update(conn.scalars(_KNOWN, {"ids": asked[start : start + _IDS_A_QUERY]}))
    return known


def sizes(conn: Connection) -> list[tuple[str, str, int]]:
    """Of every file that came with a report, or with what waits to become one: the reference, the file's id, and its
    size in bytes.
    """
    return [(row.reference, row.id, row.size_bytes) for query in (_SIZES, _HELD_SIZES) for row in conn.execute(query)]


def erase(conn: Connection, report_id: int) -> None:
    """Forget the report's files and their names; the bytes are the caller's to delete."""
    conn.execute(_ERASE, {"of_report": report_id})


def _attachment(row: RowMapping) -> Attachment:
    return Attachment(**row)
