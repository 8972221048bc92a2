"""How the clocks of a promise came out in a period, and the newest of them in full. Never by person."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, case, func, select

from portal.promises.clock_runs import Run
from portal.promises.clocks import State
from portal.reports.insights_weeks import Period
from portal.store.tables import clocks, commitment_versions

_KEPT = (State.KEPT.value, State.KEPT_PROVISIONALLY.value)
_COUNTED = (*_KEPT, State.MISSED.value)


class Outcome(NamedTuple):
    counted: int
    kept: int


class CountedRun(NamedTuple):
    """The run that decided, and the hash of the version it ran under."""

    version: str
    run: Run


def version_bodies(conn: Connection, versions: Collection[str]) -> dict[str, str]:
    """These versions of promises (hashes) as JSON."""
    found = select(commitment_versions.c.hash, commitment_versions.c.body).where(
        commitment_versions.c.hash.in_(versions)
    )
    return {row.hash: row.body for row in conn.execute(found)}


def outcomes_by_version(conn: Connection, period: Period) -> dict[str, Outcome]:
    """By the hash of the version, of the clocks that count in the period; lapsed and voided ones do not."""
    kept = func.sum(case((clocks.c.state.in_(_KEPT), 1), else_=0))
    counted = (
        select(clocks.c.commitment_version, func.count(), kept)
        .where(clocks.c.state.in_(_COUNTED), clocks.c.counts_at >= period.since, clocks.c.counts_at <= period.until)
        .group_by(clocks.c.commitment_version)
    )
    return {version: Outcome(number, int(well)) for version, number, well in conn.execute(counted)}


def newest_counted(
    conn: Connection, commitment: str, versions: Collection[str], period: Period, limit: int
) -> list[CountedRun]:
    """Of one promise (slug) under these versions (hashes), those that fell due last."""
    newest = _counted_of(commitment, versions, period).limit(limit)
    return [CountedRun(version, _run(run)) for version, run in conn.execute(newest) if run]


def _counted_of(commitment: str, versions: Collection[str], period: Period) -> Select[Any]:
    return (
        select(clocks.c.commitment_version, clocks.c.counted_run)
        .where(clocks.c.commitment == commitment, clocks.c.commitment_version.in_(versions))
        .where(clocks.c.state.in_(_COUNTED), clocks.c.counts_at >= period.since, clocks.c.counts_at <= period.until)
        .order_by(clocks.c.due_at.desc())
    )


def _run(stored: dict[str, object]) -> Run:
    return Run(
        started_at=_instant(stored["started_at"]),
        due_at=_instant(stored["due_at"]),
        pauses=tuple((_instant(start), _instant(end)) for start, end in stored["pauses"]),  # type: ignore[attr-defined]
        stopped_at=_instant(stored["stopped_at"]) if stored["stopped_at"] else None,
    )


def _instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
