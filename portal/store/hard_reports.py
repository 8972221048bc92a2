"""Reports that somebody marked as hard, and how heavy everybody's open reports are together."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, select

from portal.reports.report import Status
from portal.store.care_tables import hard_reports
from portal.store.tables import reports
from portal.store.upsert import insert_into

_OPEN = tuple(status.value for status in Status if status.is_open)
_IS_HARD = hard_reports.c.report_id.is_not(None)
_OPEN_BY_SEVERITY = (
    select(reports.c.owner, reports.c.severity, _IS_HARD.label("hard"), func.count().label("how_many"))
    .select_from(reports.outerjoin(hard_reports, hard_reports.c.report_id == reports.c.id))
    .where(reports.c.status.in_(_OPEN), reports.c.owner.is_not(None))
    .group_by(reports.c.owner, reports.c.severity, _IS_HARD)
)
_KNOWN = select(exists().where(hard_reports.c.report_id == bindparam("report_id")))


def mark_hard(conn: Connection, report_id: int, person: str, at: datetime) -> bool:
    """False if it was marked already."""
    marking = insert_into(conn, hard_reports).on_conflict_do_nothing().returning(hard_reports.c.report_id)
    return conn.execute(marking, {"report_id": report_id, "person": person, "at": at}).first() is not None


def is_hard(conn: Connection, report_id: int) -> bool:
    return bool(conn.execute(_KNOWN, {"report_id": report_id}).scalar_one())


def weighed_loads(conn: Connection, weights: Mapping[str, int], hard_weight: int) -> dict[str, int]:
    """What each owner's open and waiting reports weigh: by severity, 1 where none is given; a hard one at least
    `hard_weight`.
    """
    loads: dict[str, int] = {}
    for row in conn.execute(_OPEN_BY_SEVERITY):
        weight = weights.get(row.severity, 1)
        loads[row.owner] = loads.get(row.owner, 0) + row.how_many * (max(weight, hard_weight) if row.hard else weight)
    return loads
