"""Every stored clock of a promise to the team worked out anew from the thing it runs on, and whatever differs.

A stored clock is right when it equals what is worked out for now, or for the last thing that happened. `deliver` keeps
what others did a moment later, so a clock may also stand as it was before something that is only just done.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.acts.clocks import promised_version
from portal.acts.recompute import Difference, Recomputed
from portal.acts.team_clock_events import events_on
from portal.acts.team_clock_states import worked_out
from portal.acts.workplace import Workplace
from portal.promises.clocks import State
from portal.promises.when_written import iso_utc
from portal.store import team_clocks
from portal.store.team_clocks import SubjectKind, TeamClock

CLOCKS_A_BATCH = 500
JUST_DONE = timedelta(minutes=5)
_COMPARED = ("state", "started_at", "due_at", "stopped_at", "missed_at", "counts_at")
_A_MOMENT = timedelta(microseconds=1)


def recompute_team(workplace: Workplace, *, repair: bool = False) -> Iterator[Recomputed]:
    """Compare all of them, a batch at a time. With `repair`, what was worked out is stored.

    Raises StoreError where a promise that was made is missing, StoreUnavailable.
    """
    after = 0
    while True:
        with workplace.store.reading() as conn:
            batch = team_clocks.batch_after(conn, after, CLOCKS_A_BATCH)
            wrong = {clock.id: found for clock in batch if (found := _differences(conn, clock, workplace.now()))}
        if not batch:
            return
        after = batch[-1].id
        if repair and wrong:
            _repair(workplace, [clock for clock in batch if clock.id in wrong])
        yield Recomputed(len(batch), tuple(difference for found in wrong.values() for difference in found))


def _repair(workplace: Workplace, wrong: list[TeamClock]) -> None:
    with workplace.store.writing() as conn:
        now = workplace.now()
        for clock in wrong:
            found = worked_out(conn, clock, now)
            if found is not None:
                team_clocks.keep(conn, found[0])
                team_clocks.check_at(conn, clock.id, now)


def _differences(conn: Connection, clock: TeamClock, now: datetime) -> tuple[Difference, ...]:
    """The least that differs, over the moments for which the clock may have been stored."""
    least: tuple[Difference, ...] | None = None
    for at in _moments(conn, clock, now):
        found = worked_out(conn, clock, at)
        if found is None:
            return (Difference("team", clock.commitment, "subject", f"{clock.subject_kind} {clock.subject}", "none"),)
        different = tuple(
            Difference("team", clock.commitment, name, _shown(getattr(clock, name)), _shown(getattr(found[0], name)))
            for name in _COMPARED
            if getattr(clock, name) != getattr(found[0], name)
        )
        if not different:
            return () if _is_watched(clock) else (_unwatched(clock),)
        if least is None or len(different) < len(least):
            least = different
    return least or ()


def _moments(conn: Connection, clock: TeamClock, now: datetime) -> Iterator[datetime]:
    yield now
    events = events_on(conn, clock.subject_kind, clock.subject, promised_version(conn, clock.commitment_version))
    if events:
        last_at = max(event.at for event in events)
        yield last_at
        if len(events) > 1 and last_at > now - JUST_DONE:
            yield last_at - _A_MOMENT


def _is_watched(clock: TeamClock) -> bool:
    """What was asked for an offer has a watch of its own."""
    return clock.state != State.RUNNING or clock.subject_kind is SubjectKind.OFFER or clock.next_check_at is not None


def _unwatched(clock: TeamClock) -> Difference:
    return Difference("team", clock.commitment, "next_check_at", "none", iso_utc(clock.due_at))


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return iso_utc(value)
    return "none" if value is None else str(value)
