"""How the clocks of the promises to the team stand, by what happened alone; kept with the act that changes it.

A clock that runs is looked at by `deliver` as well (portal.acts.team_clocks), since time alone can change it. One that
is missed stays missed, and only its act can end it.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.acts.clocks import promised_version
from portal.acts.faults import faults_logged
from portal.acts.team_clock_events import Things, events_of, read_things
from portal.promises.clocks import ClockState, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.store import team_clocks
from portal.store.team_clocks import SubjectKind, TeamClock

logger = logging.getLogger(__name__)


def refresh_team_clocks(conn: Connection, kind: SubjectKind, subject: str, now: datetime) -> None:
    """Keep the clocks of one thing as they stand at `now`."""
    keep_as_they_stand(conn, team_clocks.clocks_on(conn, kind, subject), now)


def refresh_lead_answers(conn: Connection, report_id: int, now: datetime) -> None:
    """Keep the clocks of what leads were asked on the report as they stand at `now`."""
    keep_as_they_stand(conn, team_clocks.open_on_report(conn, report_id), now)


def keep_as_they_stand(conn: Connection, clocks: Iterable[TeamClock], now: datetime) -> None:
    """Store those of the clocks that differ at `now` from what is stored."""
    for clock in clocks:
        found = worked_out(conn, clock, now)
        if found is not None and found[0] != clock:
            team_clocks.keep(conn, found[0])


def worked_out(
    conn: Connection, clock: TeamClock, now: datetime
) -> tuple[TeamClock, ClockState, CommitmentVersion] | None:
    """The clock as it is at `now` by what happened alone; None where what it runs on is kept no more."""
    version = promised_version(conn, clock.commitment_version)
    things = read_things(conn, [(clock.subject_kind, clock.subject)])
    state = _state(version, things, clock, now)
    return (with_state(clock, state), state, version) if state else None


def those_that_changed(conn: Connection, clocks: Sequence[TeamClock], now: datetime) -> Iterator[TeamClock]:
    """Those that stand otherwise at `now`. Each promise is read once, and each kind of thing, however many there are.

    One that cannot be worked out is logged and left out.
    """
    versions = {each: promised_version(conn, each) for each in sorted({clock.commitment_version for clock in clocks})}
    things = read_things(conn, ((clock.subject_kind, clock.subject) for clock in clocks))
    for clock in clocks:
        with faults_logged(logger, "clock %s of the promises to the team cannot be worked out", clock.id):
            state = _state(versions[clock.commitment_version], things, clock, now)
            if state is not None and with_state(clock, state) != clock:
                yield clock


def _state(version: CommitmentVersion, things: Things, clock: TeamClock, now: datetime) -> ClockState | None:
    events = events_of(things, clock.subject_kind, clock.subject, version)
    return clock_state(version, events, max(now, events[0].at)) if events else None


def with_state(clock: TeamClock, state: ClockState) -> TeamClock:
    return replace(
        clock,
        state=state.state.value,
        started_at=state.started_at,
        due_at=state.due_at,
        stopped_at=state.stopped_at,
        missed_at=state.missed_at,
        counts_at=state.counts_at,
    )
