"""The two questions at the end of a report: was it solved, and did they feel cared for. Kept apart. DESIGN §1.4."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from portal.store.desk_tables import feedback
from portal.store.prepared import Prepared
from portal.store.upsert import insert_into

_OF_REPORTS = select(feedback).where(feedback.c.report_id.in_(bindparam("report_ids", expanding=True)))
_OF_REPORT = Prepared(
    select(feedback.c.solved, feedback.c.cared_for).where(feedback.c.report_id == bindparam("report_id")),
    back=(feedback.c.solved, feedback.c.cared_for),
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """None where the customer did not say."""

    solved: bool | None
    cared_for: bool | None


def save_feedback(conn: Connection, report_id: int, said: Feedback, at: datetime) -> None:
    """The last answer counts."""
    values = {"solved": said.solved, "cared_for": said.cared_for, "at": at}
    insertion = insert_into(conn, feedback).values(report_id=report_id, **values)
    conn.execute(insertion.on_conflict_do_update(index_elements=["report_id"], set_=values))


def discard_feedback(conn: Connection, report_id: int) -> None:
    """What was said counts no more. Nothing happens where nothing was said."""
    conn.execute(delete(feedback).where(feedback.c.report_id == report_id))


def feedback_of(conn: Connection, report_id: int) -> Feedback | None:
    found = _OF_REPORT.row(conn, {"report_id": report_id})
    return None if found is None else Feedback(*found)


def feedback_of_reports(conn: Connection, report_ids: Iterable[int]) -> dict[int, Feedback]:
    """What was said of many reports, by report, in one query."""
    rows = conn.execute(_OF_REPORTS, {"report_ids": list(report_ids)})
    return {row.report_id: Feedback(row.solved, row.cared_for) for row in rows}
