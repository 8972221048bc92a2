"""Reports that somebody marked as hard, and how heavy everybody's open reports are together."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select

from portal.reports.report import Status
from portal.store.care_tables import hard_reports
from portal.store.prepared import Prepared, rows_together
from portal.store.stands import IS_OPEN
from portal.store.tables import reports
from portal.store.upsert import insert_into

_OPEN = tuple(status.value for status in Status if status.is_open)
_IS_HARD = hard_reports.c.report_id.is_not(None)
_OPEN_BY_SEVERITY = (
    select(reports.c.owner, reports.c.severity, func.count().label("how_many"))
    .where(IS_OPEN, reports.c.owner.is_not(None))
    .group_by(reports.c.owner, reports.c.severity)
)
# Said so, SQLite begins with the few that are hard, and not with the many that are open.
_OPEN_AND_HARD = _OPEN_BY_SEVERITY.where(reports.c.id.in_(select(hard_reports.c.report_id)))
_COUNTED = (reports.c.owner, reports.c.severity, func.count())
COUNT_OPEN = Prepared(_OPEN_BY_SEVERITY, back=_COUNTED)
COUNT_HARD = Prepared(_OPEN_AND_HARD, back=_COUNTED)
MOST_WEIGHED = 100
_OPEN_OF_ONE = (
    select(reports.c.severity, _IS_HARD.label("hard"))
    .select_from(reports.outerjoin(hard_reports, hard_reports.c.report_id == reports.c.id))
    .where(reports.c.owner == bindparam("owner"), reports.c.status.in_(_OPEN))
    .limit(MOST_WEIGHED)
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
    counted, hard = rows_together(conn, [(COUNT_OPEN, {}), (COUNT_HARD, {})])
    return weighed(counted, hard, weights, hard_weight)


def weighed(
    counted: Iterable[tuple[Any, ...]], hard: Iterable[tuple[Any, ...]], weights: Mapping[str, int], hard_weight: int
) -> dict[str, int]:
    """The same, of what COUNT_OPEN and COUNT_HARD answer."""
    loads: dict[str, int] = {}
    for owner, severity, how_many in counted:
        loads[owner] = loads.get(owner, 0) + how_many * weights.get(severity, 1)
    for owner, severity, how_many in hard:
        # Said of a moment later, where others write meanwhile.
        loads[owner] = loads.get(owner, 0) + how_many * max(0, hard_weight - weights.get(severity, 1))
    return loads


def weighed_loads_of(
    conn: Connection, owners: Iterable[str], weights: Mapping[str, int], hard_weight: int
) -> dict[str, int]:
    """The same for these people, with one query for each; whoever has more than MOST_WEIGHED reports has at least as
    much as is said, so that it costs the same however many there are.
    """
    return {
        owner: sum(
            max(weights.get(severity, 1), hard_weight) if hard else weights.get(severity, 1)
            for severity, hard in conn.execute(_OPEN_OF_ONE, {"owner": owner})
        )
        for owner in owners
    }
