"""A report's clocks: bound at receipt to the promises in force, and brought up to date with every entry. DESIGN §5.

What is stored can always be worked out again from the timeline.
"""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.promises.clocks import ClockState, State, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.reports.clock_events import clock_events
from portal.reports.report import Report
from portal.store import clocks, releases, timeline
from portal.store.clocks import StoredClock


def start_clocks(conn: Connection, workplace: Workplace, report: Report, promised: Library) -> None:
    """Bind every promise of `promised` that covers the report. They run from its receipt."""
    day = workplace.local_day(report.received_at)
    for commitment in promised.commitments_for(report.topic, report.severity, day):
        version = commitment_version(promised, commitment.slug)
        due_at = version.due_at(report.received_at)
        clocks.save_clock(
            conn,
            StoredClock(
                report_id=report.id,
                commitment_version=version.hash,
                commitment=version.slug,
                indicator=version.indicator,
                state=State.RUNNING.value,
                started_at=report.received_at,
                due_at=due_at,
                stopped_at=None,
                paused_s=0,
                next_check_at=due_at,
            ),
        )


def refresh_clocks(conn: Connection, workplace: Workplace, report: Report, now: datetime) -> None:
    """Work every clock of the report out anew at `now` and store it."""
    events = clock_events(timeline.entries(conn, report.id))
    library = workplace.library
    topic = library.public.topics.get(report.topic, library.catch_all)
    for stored in clocks.clocks_of(conn, report.id):
        version = _version(_body(conn, stored.commitment_version))
        state = clock_state(version, events, now, reopen_within=topic.reopen_within)
        clocks.save_clock(conn, _stored(report.id, state))


def _stored(report_id: int, state: ClockState) -> StoredClock:
    return StoredClock(
        report_id=report_id,
        commitment_version=state.commitment_hash,
        commitment=state.commitment,
        indicator=state.indicator,
        state=state.state.value,
        started_at=state.started_at,
        due_at=state.missed_at or state.due_at,
        stopped_at=state.stopped_at,
        paused_s=state.paused_s,
        next_check_at=state.due_at if state.state is State.RUNNING else None,
    )


def _body(conn: Connection, version_hash: str) -> str:
    body = releases.commitment_version_body(conn, version_hash)
    if body is None:
        raise StoreError(f"The promise {version_hash} that a report was made under is missing from the database.")
    return body


@lru_cache(maxsize=1024)
def _version(body: str) -> CommitmentVersion:
    return CommitmentVersion.from_json(body)
