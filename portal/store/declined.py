"""What stands behind a no: how many reports there were on a topic, and which others ended the same way."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.reports.report import Status
from portal.store.cause_tables import report_causes
from portal.store.stands import IS_DECLINED
from portal.store.tables import reports

_COUNT_ON_TOPIC = select(func.count()).where(
    reports.c.topic == bindparam("topic"),
    reports.c.received_at > bindparam("since"),
    reports.c.status != Status.VOID.value,
)
_DECLINED = (
    select(reports.c.id, reports.c.reference, reports.c.topic)
    .where(IS_DECLINED, reports.c.closed_at > bindparam("since"))
    .order_by(reports.c.id.desc())
    .limit(bindparam("limit"))
)
_mine, _others = report_causes.alias("mine"), report_causes.alias("others")
_SAME_CAUSE = (
    select(reports.c.id, reports.c.reference, reports.c.topic)
    .join(_others, _others.c.report_id == reports.c.id)
    .join(_mine, _mine.c.cause_id == _others.c.cause_id)
    .where(_mine.c.report_id == bindparam("report_id"), reports.c.id != bindparam("report_id"))
    .order_by(reports.c.id.desc())
    .limit(bindparam("limit"))
)

Found = tuple[int, str, str]
"""Number, reference and topic of a report."""


def count_on_topic(conn: Connection, topic: str, since: datetime) -> int:
    """Reports on the topic received after `since`; without those that were none."""
    return int(conn.execute(_COUNT_ON_TOPIC, {"topic": topic, "since": since}).scalar_one())


def declined_since(conn: Connection, since: datetime, limit: int) -> list[Found]:
    """The newest reports that were declined after `since` and still are, newest first."""
    return [tuple(row) for row in conn.execute(_DECLINED, {"since": since, "limit": limit})]


def of_same_cause(conn: Connection, report_id: int, limit: int) -> list[Found]:
    """The other reports of the cause that the report belongs to, newest first."""
    return [tuple(row) for row in conn.execute(_SAME_CAUSE, {"report_id": report_id, "limit": limit})]
