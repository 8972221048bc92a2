"""Reports whose customer wants no mails."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from portal.store.desk_tables import muted
from portal.store.upsert import insert_into

_IS_MUTED = select(muted.c.report_id).where(muted.c.report_id == bindparam("report_id"))
_UNMUTE = delete(muted).where(muted.c.report_id == bindparam("report_id"))


def mute(conn: Connection, report_id: int, at: datetime) -> bool:
    """False if it was muted already."""
    insertion = insert_into(conn, muted).on_conflict_do_nothing().returning(muted.c.report_id)
    return conn.execute(insertion, {"report_id": report_id, "at": at}).first() is not None


def unmute(conn: Connection, report_id: int) -> bool:
    """False if it was not muted."""
    return conn.execute(_UNMUTE, {"report_id": report_id}).rowcount > 0


def is_muted(conn: Connection, report_id: int) -> bool:
    return conn.execute(_IS_MUTED, {"report_id": report_id}).first() is not None
