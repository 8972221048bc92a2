"""What routing has to know of everybody, asked in one go: every report that comes waits for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from portal.store.hard_reports import COUNT_HARD, COUNT_OPEN, weighed
from portal.store.prepared import rows_together
from portal.store.rest import BREAKS, PAUSES_UNDER_WAY, BreakRecord, Pause


class KeptForRouting(NamedTuple):
    """`loads` is what everybody's open reports weigh (portal.store.hard_reports.weighed_loads)."""

    breaks: list[BreakRecord]
    pauses: list[Pause]
    loads: dict[str, int]


def kept_for_routing(
    conn: Connection, at: datetime, first: datetime, before: datetime, weights: Mapping[str, int], hard_weight: int
) -> KeptForRouting:
    """The breaks planned from `first` on and before `before`, the pauses under way at `at` (UTC), and the loads."""
    breaks, pauses, counted, hard = rows_together(
        conn,
        [
            (BREAKS, {"first": first, "before": before}),
            (PAUSES_UNDER_WAY, {"at": at}),
            (COUNT_OPEN, {}),
            (COUNT_HARD, {}),
        ],
    )
    return KeptForRouting(
        [BreakRecord(*row) for row in breaks],
        [Pause(*row) for row in pauses],
        weighed(counted, hard, weights, hard_weight),
    )
