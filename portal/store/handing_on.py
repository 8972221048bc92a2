"""Open reports that may have to change hands: whose they are, and when the first of their promises is due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.promises.clocks import State
from portal.reports.report import Status
from portal.store.stands import IS_OPEN
from portal.store.tables import clocks, reports

_OWNERS = select(reports.c.owner).where(IS_OPEN, reports.c.owner.is_not(None)).distinct()
_FALLING_DUE = (
    select(reports.c.id, reports.c.reference, func.min(clocks.c.due_at))
    .join(clocks, clocks.c.report_id == reports.c.id)
    .where(
        reports.c.status == Status.OPEN.value,
        reports.c.owner == bindparam("owner"),
        clocks.c.state == State.RUNNING.value,
        clocks.c.due_at > bindparam("after"),
        clocks.c.due_at <= bindparam("until"),
    )
    .group_by(reports.c.id, reports.c.reference)
    .order_by(func.min(clocks.c.due_at), reports.c.id)
)


@dataclass(frozen=True, slots=True)
class FallsDue:
    """`due_at` is that of the running promise due first (UTC)."""

    report_id: int
    reference: str
    due_at: datetime


def owners_of_open_reports(conn: Connection) -> list[str]:
    return sorted(conn.scalars(_OWNERS))


def falling_due(conn: Connection, owner: str, after: datetime, until: datetime) -> list[FallsDue]:
    """The owner's open reports with a running promise due after `after` and up to `until`, the first due first."""
    return [FallsDue(*row) for row in conn.execute(_FALLING_DUE, {"owner": owner, "after": after, "until": until})]
