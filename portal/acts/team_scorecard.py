"""How the promises to the team were kept: the figures of the public scorecard, for the team alone. DESIGN §1.5, §5.

Nothing here leads to a person: the rows are read without what they ran on.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.acts.clocks import promised_version
from portal.acts.team_promises import promises_to_the_team
from portal.acts.workplace import Workplace
from portal.promises.clock_rows import WITHDRAWN, ClockRow, clock_row
from portal.promises.clock_runs import Run
from portal.promises.clocks import State
from portal.promises.commitments import CommitmentVersion
from portal.promises.scorecards import Record, figures_of
from portal.store import team_clocks
from portal.store.team_clocks import CountedClock


@dataclass(frozen=True, slots=True)
class TeamPromise:
    """A promise with its record, None before anything came under it; `is_current` while it is made."""

    version: CommitmentVersion
    is_current: bool
    record: Record | None


@dataclass(frozen=True, slots=True)
class Currency:
    """How many of the trainings that lapse are current today."""

    current: int
    listed: int


@dataclass(frozen=True, slots=True)
class TeamScorecard:
    """`as_at` is in UTC; `today` is None where no training of the team lapses."""

    as_at: datetime
    promises: tuple[TeamPromise, ...]
    today: Currency | None


def team_scorecard(workplace: Workplace) -> TeamScorecard:
    """All promises to the team, those in force first. Raises StoreUnavailable, StoreError."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        found = team_clocks.counted(conn)
        versions = {name: promised_version(conn, name) for name in {clock.commitment_version for clock in found}}
    rows = [_row(clock, versions[clock.commitment_version], now) for clock in found]
    records = figures_of(rows, versions, now, workplace.library.site.time_zone).commitments
    current = {version.slug: version for version in promises_to_the_team(workplace, workplace.library, now)}
    past = {clock.commitment: versions[clock.commitment_version] for clock in found if clock.commitment not in current}
    listed = [(version, True) for version in current.values()] + [(past[slug], False) for slug in sorted(past)]
    return TeamScorecard(
        now,
        tuple(TeamPromise(version, is_made, records.get(version.slug)) for version, is_made in listed),
        _today(workplace),
    )


def _row(clock: CountedClock, version: CommitmentVersion, now: datetime) -> ClockRow:
    """Past its due time a promise is missed now, whether or not anybody has written that down yet."""
    state, counts_at = State(clock.state), clock.counts_at
    if state is State.RUNNING and now > clock.due_at:
        state, counts_at = State.MISSED, clock.due_at
    return clock_row(
        f"t{clock.id}",
        version,
        Run(clock.started_at, clock.due_at, stopped_at=clock.stopped_at),
        state,
        stopped=clock.stopped_at,
        counts_at=counts_at,
        void_reason=WITHDRAWN if state is State.VOIDED else None,
    )


def _today(workplace: Workplace) -> Currency | None:
    today = workplace.local_day(workplace.now())
    people = workplace.roster().responders.values()
    last_days = [day for person in people for day in person.skills.values() if day is not None]
    return Currency(sum(day >= today for day in last_days), len(last_days)) if last_days else None
