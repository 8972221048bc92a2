"""What a tracking page hangs on, in one look: the report's last entry, and when its cause was spoken of last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.reports.report import Report
from portal.store.cause_tables import causes, report_causes
from portal.store.prepared import Prepared
from portal.store.reports import REPORT_COLUMNS, report_of
from portal.store.tables import reports, timeline

_LAST_ENTRY = select(func.max(timeline.c.id)).where(timeline.c.report_id == reports.c.id).scalar_subquery()
_STANDS = (_LAST_ENTRY.label("last_entry"), causes.c.id.label("cause"), causes.c.updated_at.label("said_at"))
_BACK = (timeline.c.id, causes.c.id, causes.c.updated_at)
_WITH_CAUSE = reports.outerjoin(report_causes, report_causes.c.report_id == reports.c.id).outerjoin(
    causes, causes.c.id == report_causes.c.cause_id
)
_STATE = select(*_STANDS).select_from(_WITH_CAUSE).where(reports.c.id == bindparam("report_id"))
_LOOK = Prepared(_STATE, back=_BACK)
_REPORT_AND_STATE = (
    select(*_STANDS, *REPORT_COLUMNS).select_from(_WITH_CAUSE).where(reports.c.reference == bindparam("reference"))
)
_LOOK_AT_BOTH = Prepared(_REPORT_AND_STATE, back=(*_BACK, *REPORT_COLUMNS))


@dataclass(frozen=True, slots=True)
class TrackingState:
    """`last_entry` is the id of the report's last entry; `cause` and `said_at` (UTC) are None without a cause."""

    last_entry: int | None
    cause: int | None
    said_at: datetime | None


def tracking_state(conn: Connection, report_id: int) -> TrackingState:
    """One query, by indexes alone."""
    [row] = _LOOK.rows(conn, {"report_id": report_id})
    return TrackingState(*row)


def report_and_state(conn: Connection, reference: str) -> tuple[Report, TrackingState] | None:
    """A report with its state, in one query."""
    row = _LOOK_AT_BOTH.row(conn, {"reference": reference})
    return None if row is None else (report_of(row[len(_BACK) :]), TrackingState(*row[: len(_BACK)]))
