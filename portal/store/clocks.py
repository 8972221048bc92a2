"""Clocks as they were last worked out, kept for queries; the timeline can always give them again. DESIGN §5."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.promises.clocks import State
from portal.store.prepared import Prepared, Write
from portal.store.tables import clocks, reports

_KEY = ("report_id", "commitment_version")
_OF_REPORTS = (
    select(clocks)
    .where(clocks.c.report_id.in_(bindparam("report_ids", expanding=True)))
    .order_by(clocks.c.report_id, clocks.c.due_at, clocks.c.commitment)
)
_TO_CHECK = (
    select(clocks)
    .where(clocks.c.next_check_at <= bindparam("now"))
    .order_by(clocks.c.next_check_at, clocks.c.report_id)
    .limit(bindparam("limit"))
)

_NEXT_DUE = (
    select(func.min(clocks.c.due_at))
    .where(
        clocks.c.report_id == reports.c.id,
        clocks.c.stopped_at.is_(None),
        clocks.c.state.in_((State.RUNNING.value, State.MISSED.value)),
    )
    .scalar_subquery()
)
_KEEP_NEXT_DUE = update(reports).where(reports.c.id == bindparam("of_report")).values(next_due_at=_NEXT_DUE)
_NEXT_DUE_OF = select(reports.c.id, reports.c.next_due_at, _NEXT_DUE.label("worked_out")).where(
    reports.c.id.in_(bindparam("report_ids", expanding=True))
)
_NEXT_CHECK_AT = select(func.min(clocks.c.next_check_at))


@dataclass(frozen=True, slots=True)
class StoredClock:
    """One commitment running on one report. `commitment` is its slug, `commitment_version` the version's hash.

    `started_at`, `due_at` and `stopped_at` are those of the last run. `missed_at` is when the first missed run was due;
    `counted_run` is the run that decides, as plain data. `paused_s` is in the target's own kind of time.
    `next_check_at` is when something happens by itself; None when nothing will. Instants are in UTC.
    """

    report_id: int
    commitment_version: str
    commitment: str
    indicator: str
    state: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    paused_s: int = 0
    missed_at: datetime | None = None
    outcome: str | None = None
    counts_at: datetime | None = None
    counted_run: Mapping[str, Any] | None = None
    next_check_at: datetime | None = None

    @property
    def is_to_be_kept(self) -> bool:
        """Whether somebody still has to act, also after a miss."""
        return self.stopped_at is None and self.state in (State.RUNNING, State.MISSED)


_FIELDS = tuple(each.name for each in fields(StoredClock))
_values = attrgetter(*_FIELDS)
_COLUMNS = [clocks.c[name] for name in _FIELDS]
_OF_REPORT = Prepared(
    select(*_COLUMNS)
    .where(clocks.c.report_id == bindparam("report_id"))
    .order_by(clocks.c.due_at, clocks.c.commitment),
    back=_COLUMNS,
)


def _saving(insertion: postgresql.Insert | sqlite.Insert) -> postgresql.Insert | sqlite.Insert:
    changed = {name: insertion.excluded[name] for name in _FIELDS if name not in _KEY}
    return insertion.on_conflict_do_update(index_elements=_KEY, set_=changed)


_ADD = Prepared(insert(clocks), given=_FIELDS)
# Made once: a clock is stored with every entry.
_SAVING = {"postgresql": _saving(postgresql.insert(clocks)), "sqlite": _saving(sqlite.insert(clocks))}


def save_clock(conn: Connection, clock: StoredClock) -> None:
    """Store the clock in place of what was known of the same version on the same report."""
    values = {name: getattr(clock, name) for name in _FIELDS}
    conn.execute(_SAVING["postgresql" if conn.dialect.name == "postgresql" else "sqlite"], values)


def first_clocks(report_id: int, started: Iterable[StoredClock]) -> Write:
    """Those of a report that has none yet, whatever report they name."""
    return _ADD, [dict(zip(_FIELDS, _values(clock), strict=True)) | {"report_id": report_id} for clock in started]


def clocks_of(conn: Connection, report_id: int) -> list[StoredClock]:
    """The report's clocks, the first due first."""
    return [StoredClock(*row) for row in _OF_REPORT.rows(conn, {"report_id": report_id})]


def clocks_of_reports(conn: Connection, report_ids: Iterable[int]) -> dict[int, list[StoredClock]]:
    """The clocks of many reports in one query, by report, the first due first."""
    found: dict[int, list[StoredClock]] = {}
    for row in conn.execute(_OF_REPORTS, {"report_ids": list(report_ids)}).mappings():
        found.setdefault(row["report_id"], []).append(StoredClock(**row))
    return found


def clocks_to_check(conn: Connection, now: datetime, limit: int) -> list[StoredClock]:
    """Clocks to which something has happened by itself by `now`, the earliest first."""
    return [StoredClock(**row) for row in conn.execute(_TO_CHECK, {"now": now, "limit": limit}).mappings()]


def next_check_at(conn: Connection) -> datetime | None:
    """When something happens by itself to any clock, or happened already; None when nothing will."""
    found: datetime | None = conn.execute(_NEXT_CHECK_AT).scalar_one()
    return found


def keep_next_due(conn: Connection, report_id: int) -> None:
    """Store with the report when the next of its clocks is due, for the order on the desk; to follow each save."""
    conn.execute(_KEEP_NEXT_DUE, {"of_report": report_id})


def next_due_of(conn: Connection, report_ids: Iterable[int]) -> dict[int, tuple[datetime | None, datetime | None]]:
    """For each report when the next of its clocks is due: as it was stored, and as its clocks say."""
    rows = conn.execute(_NEXT_DUE_OF, {"report_ids": list(report_ids)})
    return {row.id: (row.next_due_at, row.worked_out) for row in rows}
