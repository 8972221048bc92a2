"""A report's clocks: bound at receipt to the promises in force, and brought up to date with every entry. DESIGN §5.

What is stored can always be worked out again from the timeline.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.library.by_identity import remembered
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.promises.at_receipt import due_and_half_gone
from portal.promises.clocks import ClockState, State, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.due import Pause, due_at
from portal.promises.steps import next_step_at
from portal.promises.targets import Target
from portal.reports.clock_events import clock_events
from portal.reports.report import Report
from portal.store import clocks, releases, timeline
from portal.store.clocks import StoredClock

_MOST_KNOWN = 1024
# A hash names its promise for ever, so nobody has to ask the database for it twice.
_known_versions: dict[str, CommitmentVersion] = {}


def clocks_at_receipt(
    workplace: Workplace, promised: Library, topic: str, severity: str, received_at: datetime
) -> list[StoredClock]:
    """Every promise of `promised` that covers such a report, running from its receipt; `report_id` is still 0.

    Worked out before the report is stored, so that nobody waits for it who has something to write.
    """
    covering = _versions_for(promised, topic, severity, workplace.local_day(received_at))
    return [clock_at_receipt(version, received_at) for version in covering]


def clock_at_receipt(version: CommitmentVersion, received_at: datetime) -> StoredClock:
    """What `stored_clock` makes of a timeline that has just begun."""
    due_at, half_gone_at = due_and_half_gone(version, received_at)
    return StoredClock(
        report_id=0,
        commitment_version=version.hash,
        commitment=version.slug,
        indicator=version.indicator,
        state=State.RUNNING.value,
        started_at=received_at,
        due_at=due_at,
        counted_run=_run_as_data(received_at, due_at),
        next_check_at=half_gone_at,
    )


@remembered(256)
def _versions_for(promised: Library, topic: str, severity: str, day: date) -> tuple[CommitmentVersion, ...]:
    return tuple(commitment_version(promised, each.slug) for each in promised.commitments_for(topic, severity, day))


def next_due_at(started: Iterable[StoredClock]) -> datetime | None:
    """When the first of these clocks is due on which somebody still has to act."""
    return min((clock.due_at for clock in started if clock.is_to_be_kept), default=None)


def refresh_clocks(conn: Connection, workplace: Workplace, report: Report, now: datetime) -> None:
    """Work every clock of the report out anew at `now` and store what changed."""
    reopen_within = reopen_within_of(workplace, report)
    for stored, version, state in worked_out(conn, workplace, report, now):
        fresh = stored_clock(report.id, version, state, reopen_within)
        if fresh != stored:
            clocks.save_clock(conn, fresh)
    clocks.keep_next_due(conn, report.id)


def worked_out(
    conn: Connection, workplace: Workplace, report: Report, now: datetime
) -> list[tuple[StoredClock, CommitmentVersion, ClockState]]:
    """Each clock of the report as stored, its promise, and its state at `now` by the timeline alone."""
    events = clock_events(timeline.entries(conn, report.id))
    reopen_within = reopen_within_of(workplace, report)
    found = []
    for stored in clocks.clocks_of(conn, report.id):
        version = promised_version(conn, stored.commitment_version)
        found.append((stored, version, clock_state(version, events, now, reopen_within=reopen_within)))
    return found


def stored_clock(
    report_id: int, version: CommitmentVersion, state: ClockState, reopen_within: Target | None = None
) -> StoredClock:
    """The state as it is kept for queries. `next_check_at` is the next step of the watch (portal.promises.steps)."""
    run = state.counted_run
    return StoredClock(
        report_id=report_id,
        commitment_version=state.commitment_hash,
        commitment=state.commitment,
        indicator=state.indicator,
        state=state.state.value,
        started_at=state.started_at,
        due_at=state.due_at,
        stopped_at=state.stopped_at,
        paused_s=state.paused_s,
        missed_at=state.missed_at,
        outcome=state.outcome.value if state.outcome else None,
        counts_at=state.counts_at,
        counted_run=_run_as_data(run.started_at, run.due_at, run.stopped_at, run.pauses),
        next_check_at=_next_check_at(version, state, reopen_within),
    )


def _run_as_data(
    started_at: datetime, due_at: datetime, stopped_at: datetime | None = None, pauses: Iterable[Pause] = ()
) -> dict[str, object]:
    return {
        "started_at": started_at.isoformat(),
        "due_at": due_at.isoformat(),
        "stopped_at": stopped_at.isoformat() if stopped_at else None,
        "pauses": [[start.isoformat(), end.isoformat()] for start, end in pauses],
    }


def _next_check_at(version: CommitmentVersion, state: ClockState, reopen_within: Target | None) -> datetime | None:
    """The next step while it runs; a miss that ended unseen is looked at once, and so is a resolution kept for good."""
    if state.missed_at is not None and (state.stopped_at is not None or state.due_at > state.missed_at):
        return state.missed_at
    if state.state is State.KEPT_PROVISIONALLY and state.stopped_at and reopen_within:
        final_at = due_at(reopen_within, state.stopped_at, calendar=version.calendar, time_zone=version.time_zone)
        return final_at + timedelta(microseconds=1)
    return next_step_at(version, state)


def promised_version(conn: Connection, version_hash: str) -> CommitmentVersion:
    """A promise as it was made. Raises StoreError when it is missing, which nothing of ours can cause."""
    known = _known_versions.get(version_hash)
    if known is not None:
        return known
    body = releases.commitment_version_body(conn, version_hash)
    if body is None:
        raise StoreError(f"The promise {version_hash} that a report was made under is missing from the database.")
    version = _version(body)
    if version.hash == version_hash:
        if len(_known_versions) >= _MOST_KNOWN:
            _known_versions.clear()
        _known_versions[version_hash] = version
    return version


def promises_behind(conn: Connection, running: Iterable[StoredClock]) -> Mapping[str, CommitmentVersion]:
    """The promises that the clocks run on, by their hash; one query for each not seen yet. Raises StoreError."""
    return {each: promised_version(conn, each) for each in {clock.commitment_version for clock in running}}


def reopen_within_of(workplace: Workplace, report: Report) -> Target:
    library = workplace.library
    return library.public.topics.get(report.topic, library.catch_all).reopen_within


@lru_cache(maxsize=1024)
def _version(body: str) -> CommitmentVersion:
    return CommitmentVersion.from_json(body)
