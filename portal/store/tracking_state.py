"""What a tracking page hangs on, in one look: the report's last entry, and when its cause was spoken of last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from portal.reports.report import Report
from portal.store.cause_tables import causes, report_causes
from portal.store.quick_query import QuickQuery
from portal.store.reports import REPORT_COLUMNS, report_of
from portal.store.tables import reports, timeline

_LAST_ENTRY = select(func.max(timeline.c.id)).where(timeline.c.report_id == reports.c.id).scalar_subquery()
_STANDS = (_LAST_ENTRY.label("last_entry"), causes.c.id.label("cause"), causes.c.updated_at.label("said_at"))
_BACK = (timeline.c.id, causes.c.id, causes.c.updated_at)
_WITH_CAUSE = reports.outerjoin(report_causes, report_causes.c.report_id == reports.c.id).outerjoin(
    causes, causes.c.id == report_causes.c.cause_id
)
_STATE = select(*_STANDS).select_from(_WITH_CAUSE).where(reports.c.id == bindparam("report_id"))
_LOOK = QuickQuery(_STATE, back=_BACK)
_REPORT_AND_STATE = (
    select(*_STANDS, *REPORT_COLUMNS).select_from(_WITH_CAUSE).where(reports.c.reference == bindparam("reference"))
)
_LOOK_AT_BOTH = QuickQuery(_REPORT_AND_STATE, back=(*_BACK, *REPORT_COLUMNS))


Standing = tuple[Any, ...]
"""All that the database says of a report and its state: while two are equal, nothing has changed."""


@dataclass(frozen=True, slots=True)
class TrackingState:
    """`last_entry` is the id of the report's last entry; `cause` and `said_at` (UTC) are None without a cause."""

    last_entry: int | None
    cause: int | None
    said_at: datetime | None


def tracking_state(conn: Connection, report_id: int) -> TrackingState:
    """One query, by indexes alone."""
    row = _LOOK.row(conn, {"report_id": report_id})
    assert row is not None
    return TrackingState(*row)


def standing_of(conn: Connection, reference: str) -> Standing | None:
    """How the report with this reference stands, if there is one. One query, by indexes alone."""
    return _LOOK_AT_BOTH.row(conn, {"reference": reference})


def told_by(standing: Standing) -> tuple[Report, TrackingState]:
    return report_of(standing[len(_BACK) :]), TrackingState(*standing[: len(_BACK)])
