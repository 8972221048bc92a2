"""Which report goes on from which: a message after the reopen window opens a new one. DESIGN §5."""

from sqlalchemy import Connection, bindparam, select

from portal.store.desk_tables import report_links
from portal.store.prepared import Prepared
from portal.store.upsert import insert_into

_CONTINUED_BY = Prepared(
    select(report_links.c.report_id)
    .where(report_links.c.continues_id == bindparam("report_id"))
    .order_by(report_links.c.report_id.desc())
    .limit(1),
    back=(report_links.c.report_id,),
)
_CONTINUES = Prepared(
    select(report_links.c.continues_id).where(report_links.c.report_id == bindparam("report_id")),
    back=(report_links.c.continues_id,),
)


def link_reports(conn: Connection, report_id: int, continues_id: int) -> None:
    """`report_id` goes on from `continues_id`, which can no longer be opened again."""
    insertion = insert_into(conn, report_links).on_conflict_do_nothing()
    conn.execute(insertion, {"report_id": report_id, "continues_id": continues_id})


def continued_by(conn: Connection, report_id: int) -> int | None:
    """The newest report that goes on from this one."""
    found = _CONTINUED_BY.row(conn, {"report_id": report_id})
    return None if found is None else int(found[0])


def continues(conn: Connection, report_id: int) -> int | None:
    """The report that this one goes on from."""
    found = _CONTINUES.row(conn, {"report_id": report_id})
    return None if found is None else int(found[0])
