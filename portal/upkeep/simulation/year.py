"""Lives through a year: reports come in, people work, rest and hand on. One queue of events, no threads, no chance.

Routing, rest, hand-over and clocks are those of portal.team and portal.promises; only the work itself is made up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import partial
from heapq import heappop, heappush
from itertools import count
from zoneinfo import ZoneInfo

from portal.team.handing_on import away_until, can_receive
from portal.team.resting import resting
from portal.team.roster import Roster, planned_shifts, shift_at
from portal.team.routing import Reason, route_to_team
from portal.upkeep.simulation.case import Case
from portal.upkeep.simulation.policies import Policy, Situation
from portal.upkeep.simulation.worker import TakenBreak, Worker

# What came in on the last day has its course too.
AFTERWARDS = timedelta(days=28)
_QUARTER = timedelta(minutes=15)


class _Rank(IntEnum):
    """What comes first of all that happens in one instant."""

    WORK_DONE = 0
    BREAK_OVER = 1
    SHIFT_TURNS = 2
    HANDED_ON = 3
    BREAK_COMES = 4
    READY = 5
    ARRIVES = 6


@dataclass
class Lived:
    """A year as it was lived. `left` are the numbers of the reports with something to do at the end of a shift of
    their owner's, or of the team's while nobody owned them.
    """

    cases: Sequence[Case]
    until: datetime
    breaks: list[TakenBreak] = field(default_factory=list)
    handed_on: int = 0
    left: set[int] = field(default_factory=set)


class Year:
    """`cases` in the order of their arrival; each is changed as it is worked on, so a year takes cases of its own."""

    def __init__(self, roster: Roster, policy: Policy, cases: Sequence[Case], first: date, days: int) -> None:
        self._roster, self._strategy = roster, policy.strategy()
        self._zone = ZoneInfo(roster.time_zone)
        self._workers = {key: Worker(person) for key, person in sorted(roster.responders.items())}
        self._trays: dict[str, list[Case]] = {}
        self._queue: list[tuple[datetime, _Rank, int, Callable[[datetime], None]]] = []
        self._numbers = count()
        self._begins, self._ends = (
            datetime.combine(day, time(), self._zone).astimezone(UTC) for day in (first, first + timedelta(days=days))
        )
        self.lived = Lived(cases, self._ends + AFTERWARDS)
        self._plan(first, days + AFTERWARDS.days)
        for case in cases:
            self._at(case.received_at, _Rank.ARRIVES, partial(self._arrives, case))

    def pass_by(self) -> Iterator[datetime]:
        """Let it all happen, and say at each event how far the year is."""
        while self._queue and self._queue[0][0] <= self.lived.until:
            now, _, _, happen = heappop(self._queue)
            happen(now)
            yield now

    def _plan(self, first: date, days: int) -> None:
        turns = set()
        for worker in self._workers.values():
            for shift in planned_shifts(worker.person, self._zone, first - timedelta(days=1), days + 1):
                turns |= {shift.start, shift.end}
                for start, end in shift.breaks:
                    planned = TakenBreak(worker.key, start, end)
                    self._at(start, _Rank.BREAK_COMES, partial(self._break_comes, worker, planned))
        for turn in sorted(turns):
            self._at(turn, _Rank.SHIFT_TURNS, self._shifts_turn)
            self._at(turn, _Rank.HANDED_ON, self._hand_on)

    def _at(self, at: datetime, rank: _Rank, happen: Callable[[datetime], None]) -> None:
        heappush(self._queue, (at, rank, next(self._numbers), happen))

    def _arrives(self, case: Case, now: datetime) -> None:
        members = [self._workers[person.key] for person in self._roster.members(case.team)]
        situation = Situation(
            self._roster,
            case.team,
            case.skills,
            self._loads(),
            self._resting(now, hard=case.is_hard),
            frozenset(worker.key for worker in members if worker.shift),
            frozenset(worker.key for worker in members if worker.is_free),
            now,
        )
        route = self._strategy.choose(situation)
        if route.owner is None:
            self._trays.setdefault(case.team, []).append(case)
            return
        self._give(case, self._workers[route.owner], now)
        if route.reason is Reason.NEXT_SHIFT and situation.present:
            self._look_again(now)

    def _give(self, case: Case, worker: Worker, now: datetime) -> None:
        worker.receive(case)
        if case.ready_at <= now:
            worker.note_ready(case)
            if case.is_hard and worker.has_lesser_step_in_hand:
                worker.put_aside(now)
            self._go_on(worker, now)

    def _go_on(self, worker: Worker, now: datetime) -> None:
        """Rest if a break is waiting, else take up what is most urgent; nothing off shift."""
        if not worker.is_free:
            return
        waiting = worker.waiting_break()
        if waiting is not None:
            self._rest(worker, waiting, now)
            return
        case = self._next_for(worker)
        if case is not None:
            worker.in_hand = case
            done_at = now + case.takes(now)
            worker.step_ends_at = done_at if case.begins_step(now) else None
            self._at(done_at, _Rank.WORK_DONE, partial(self._work_done, worker, case))

    def _next_for(self, worker: Worker) -> Case | None:
        """Of their own the most urgent, or the first in a tray of their teams if that is more so."""
        own = worker.most_urgent()
        trays = [tray for team in worker.person.teams if (tray := self._trays.get(team))]
        first = min(trays, key=lambda tray: tray[0].urgency, default=None)
        if first is None or (own is not None and own.urgency < first[0].urgency):
            return own
        case = first.pop(0)
        worker.receive(case)
        return case

    def _work_done(self, worker: Worker, case: Case, now: datetime) -> None:
        ends_step = worker.step_ends_at is not None
        if worker.in_hand is not case or worker.step_ends_at not in (None, now):
            return  # it was put aside in between
        worker.in_hand = worker.step_ends_at = None
        case.write(now, ends_step=ends_step)
        if not case.is_open:
            worker.give_up(case)
        else:
            self._at(case.ready_at, _Rank.READY, partial(self._ready, case, case.turn))
            if worker.shift is None:
                self._look_again(now)
        self._go_on(worker, now)

    def _ready(self, case: Case, turn: int, now: datetime) -> None:
        if case.turn == turn and case.owner is not None:
            worker = self._workers[case.owner]
            worker.note_ready(case)
            self._go_on(worker, now)

    def _break_comes(self, worker: Worker, planned: TakenBreak, now: datetime) -> None:
        if self._begins <= now < self._ends:
            self.lived.breaks.append(planned)
        worker.breaks.append(planned)
        self._go_on(worker, now)

    def _rest(self, worker: Worker, planned: TakenBreak, now: datetime) -> None:
        planned.started_at, worker.on_break = now, True
        over_at = now + (planned.planned_until - planned.planned_at)
        self._at(over_at, _Rank.BREAK_OVER, partial(self._rested, worker, planned))

    def _rested(self, worker: Worker, planned: TakenBreak, now: datetime) -> None:
        planned.ended_at, worker.on_break = now, False
        self._go_on(worker, now)

    def _shifts_turn(self, now: datetime) -> None:
        for worker in self._workers.values():
            before, worker.shift = worker.shift, shift_at(worker.person, self._roster.time_zone, now)
            if before is not None and before != worker.shift:
                worker.breaks.clear()
                in_trays = (case for team in worker.person.teams for case in self._trays.get(team, ()))
                self.lived.left.update(case.number for case in (*worker.left_undone(now), *in_trays))

    def _look_again(self, now: datetime) -> None:
        """The portal looks each quarter of an hour whose reports have to be handed on."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self._at(midnight + ((now - midnight) // _QUARTER + 1) * _QUARTER, _Rank.HANDED_ON, self._hand_on)

    def _hand_on(self, now: datetime) -> None:
        """What falls due before its owner is back goes to somebody who is there: portal.acts.hand_on does the same."""
        for worker in self._workers.values():
            back = away_until(worker.person, self._roster.time_zone, now) if worker.open else None
            if back is None:
                continue
            for case in [case for case in worker.open.values() if case.falls_due(now, back)]:
                if case is not worker.in_hand:
                    self._hand_over(case, worker, now)
        for worker in self._workers.values():
            self._go_on(worker, now)

    def _hand_over(self, case: Case, worker: Worker, now: datetime) -> None:
        rests = self._resting(now, hard=case.is_hard)
        route = route_to_team(self._roster, case.team, self._loads(), now, without=worker.key, resting=rests)
        if can_receive(route) and route.owner is not None:
            worker.give_up(case)
            self.lived.handed_on += 1
            self._give(case, self._workers[route.owner], now)

    def _loads(self) -> dict[str, int]:
        return {key: worker.load for key, worker in self._workers.items()}

    def _resting(self, now: datetime, *, hard: bool) -> frozenset[str]:
        said = [each for worker in self._workers.values() for each in worker.breaks]
        return resting(self._roster, now, said, hard=hard)
