"""What leads were asked, of all reports, until there is nothing more to watch about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, exists, literal, literal_column, select

from portal.reports.report import Status
from portal.store.duties import claim_duty
from portal.store.tables import duties, reports, timeline

_SETTLED = "lead-answer-settled:"
# Both databases use the index of these entries only where the kind stands in the statement itself.
_UNSETTLED = (
    select(timeline.c.id, timeline.c.report_id, timeline.c.at, timeline.c.facts)
    .where(
        timeline.c.kind == literal_column("'lead_asked'"),
        timeline.c.at > bindparam("since"),
        ~exists().where(duties.c.key == literal(_SETTLED) + cast(timeline.c.id, Text)),
    )
    .order_by(timeline.c.at)
)
_ON_OPEN_REPORTS = (
    select(timeline.c.id, timeline.c.report_id, timeline.c.at, timeline.c.facts)
    .join(reports, reports.c.id == timeline.c.report_id)
    .where(
        timeline.c.kind == literal_column("'lead_asked'"),
        timeline.c.at > bindparam("since"),
        reports.c.status.in_([status.value for status in Status if status.is_open]),
    )
    .order_by(timeline.c.at)
)


@dataclass(frozen=True, slots=True)
class LeadQuestion:
    """The entry in which a lead was asked; `at` is in UTC."""

    id: int
    report_id: int
    at: datetime
    facts: Mapping[str, Any]


def unsettled(conn: Connection, since: datetime) -> list[LeadQuestion]:
    """Those asked after `since` that nobody has settled, the longest waiting first."""
    return [LeadQuestion(*row) for row in conn.execute(_UNSETTLED, {"since": since})]


def on_open_reports(conn: Connection, since: datetime) -> list[LeadQuestion]:
    """Those asked after `since` on reports that are still open, answered or not, the oldest first."""
    return [LeadQuestion(*row) for row in conn.execute(_ON_OPEN_REPORTS, {"since": since})]


def settle(conn: Connection, question_id: int, at: datetime) -> None:
    """Nothing more is watched about it. Settling twice is settling once."""
    claim_duty(conn, f"{_SETTLED}{question_id}", at)
