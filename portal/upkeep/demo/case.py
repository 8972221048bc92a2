"""The course of one sample report, from the first word to the outcome: what is done when, and what is missed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from portal.acts.clocks import promised_version
from portal.acts.wait import watch_waiting
from portal.errors import MoveRefused
from portal.store import clocks
from portal.store.clocks import StoredClock
from portal.upkeep.demo import common_words as words
from portal.upkeep.demo.agenda import Agenda
from portal.upkeep.demo.doings import Doings
from portal.upkeep.demo.moments import when_part_is_gone

_FIRST_AN_ANSWER, _WRITES_BACK, _ANSWERED, _HANDED_OVER, _REOPENED, _CALLS_LATE = 0.6, 0.3, 0.6, 0.09, 0.05, 0.3
_DECLINED, _WITHDRAWN, _WAITED_FOR, _NEVER_HEARD_OF_AGAIN = 0.05, 0.035, 0.08, 0.12
_LIMIT_DAYS = 14
_OFTEN_DECLINED = 0.5
_SAYS_HOW_IT_WENT_AFTER = timedelta(hours=3)


@dataclass
class Case:
    """`misses` are the promises (slugs) that will not be kept. A case that `stays_open` never comes to its outcome,
    nobody answers one that is `left_waiting`, and half of those `often_declined` end with a no.
    """

    agenda: Agenda
    doings: Doings
    misses: set[str]
    stays_open: bool = False
    left_waiting: bool = False
    often_declined: bool = False
    _closed: bool = False
    _waits: bool = False
    _settles_at: datetime | None = None

    def begin(self) -> None:
        """Put the first word, the outcome and what the customer does on the agenda."""
        if self.left_waiting:
            return
        received_at = self.doings.report.received_at
        first_at = self._time_of("first_response", received_at, self._random.betavariate(1.5, 3.2))
        if not self.stays_open:
            self._settles_at = self._outcome_time(received_at)
            if self._random.random() < _WITHDRAWN:
                span = self._settles_at - received_at
                self._add(received_at + span * self._random.uniform(0.05, 0.9), self._withdraw)
        self._add(first_at or self._in(hours=self._random.uniform(0.2, 4)), self._first_word)

    def _first_word(self) -> None:
        if self._random.random() < _FIRST_AN_ANSWER:
            self.doings.say_first_word()
        else:
            self.doings.try_something()
        if self._random.random() < _WRITES_BACK:
            self._add(self._now + timedelta(minutes=self._random.lognormvariate(4.2, 1)), self._customer_writes)
        self._go_on()

    def _next_word(self) -> None:
        if self._random.random() < _HANDED_OVER:
            self.doings.hand_over()
        if not self.stays_open and self._random.random() < _WAITED_FOR:
            self._wait()
            return
        self.doings.try_something()
        self._go_on()

    def _go_on(self) -> None:
        """The outcome, if it comes before the next word is due; else another word, in time unless that is missed."""
        at = self._time_of("next_update", self._now, self._random.uniform(0.45, 0.9))
        at = at or self._in(hours=self._random.uniform(20, 60))
        if self._settles_at is None or self._settles_at > at:
            self._add(at, self._next_word)
        else:
            self._add(max(self._settles_at, self._now + timedelta(minutes=self._random.randint(6, 50))), self._settle)

    def _wait(self) -> None:
        """The customer is asked for something; most answer, some never do, and the report lapses."""
        self.doings.wait(_LIMIT_DAYS)
        self._waits = True
        if self._random.random() < _NEVER_HEARD_OF_AGAIN:
            self._add(self._now + timedelta(days=_LIMIT_DAYS / 2, hours=2), self._watch_waiting)
            self._add(self._now + timedelta(days=_LIMIT_DAYS, hours=2), self._lapse)
            return
        answers_after = timedelta(hours=min(self._random.lognormvariate(2.5, 0.9), 144))
        self._add(self._now + answers_after, self._customer_answers)

    def _watch_waiting(self) -> None:
        watch_waiting(self.agenda.workplace)

    def _lapse(self) -> None:
        if self._waits:
            self._watch_waiting()
            self._closed = True

    def _customer_answers(self) -> None:
        if not self._waits:
            return
        self._waits = False
        self.doings.customer_says(words.ANSWERS_TO_US)
        self._settle_soon()
        self._go_on()

    def _customer_writes(self) -> None:
        self.doings.customer_says(words.MORE_FROM_THE_CUSTOMER)
        if self._waits:
            self._waits = False
            self._go_on()
        if self._random.random() < _ANSWERED:
            self._add(self._in(hours=self._random.uniform(0.25, 2.5)), lambda: self.doings.say(words.ANSWERS))

    def _withdraw(self) -> None:
        self.doings.customer_withdraws()
        self._closed = True

    def _settle(self) -> None:
        if self._random.random() < (_OFTEN_DECLINED if self.often_declined else _DECLINED):
            self.doings.decline()
        else:
            self.doings.put_right()
            self.doings.resolve()
        self._closed = True
        self.agenda.add(self._now + _SAYS_HOW_IT_WENT_AFTER, self.doings.customer_says_how_it_went)
        self._remedies_after(self._now)
        if self._random.random() < _REOPENED:
            self.agenda.add(self._now + timedelta(hours=self._random.uniform(8, 160)), self._reopen)

    def _reopen(self) -> None:
        """Unless the topic's window has closed already."""
        with suppress(MoveRefused):
            self.doings.customer_says(words.BACK_AGAIN)
            self._closed = False
            at = self._time_of("next_update", self._now, self._random.uniform(0.1, 0.5))
            self._add(at or self._in(hours=3), self._take_up_again)

    def _take_up_again(self) -> None:
        self.doings.say(words.AGAIN)
        self._settle_soon()
        self._go_on()

    def _settle_soon(self) -> None:
        at = self._time_of("resolution", self._now, self._random.uniform(0.1, 0.8))
        self._settles_at = at or self._in(hours=self._random.uniform(2, 20))

    def _outcome_time(self, start: datetime) -> datetime:
        at = self._time_of("resolution", start, self._random.betavariate(2, 2.6))
        return at or self._in(hours=min(self._random.lognormvariate(2.6, 0.9), 240))

    def _time_of(self, indicator: str, start: datetime, part: float) -> datetime | None:
        """When `part` of a promise's time is gone; late, and once only, where it is missed. None without a promise."""
        clock = self._earliest(indicator)
        if clock is None:
            return None
        with self.agenda.workplace.store.reading() as conn:
            version = promised_version(conn, clock.commitment_version)
        if clock.commitment not in self.misses:
            in_time = when_part_is_gone(version, start, clock.due_at, 0.03 + 0.92 * part)
            return self.doings.staffed(in_time, clock.due_at)
        self.misses.discard(clock.commitment)
        if self._random.random() < _CALLS_LATE:
            calls_at = clock.due_at + timedelta(minutes=self._random.uniform(15, 80))
            self._add(calls_at, self.doings.customer_calls_late)
        self._remedies_after(clock.due_at)
        return self.doings.staffed(when_part_is_gone(version, start, clock.due_at, self._random.uniform(1.08, 1.7)))

    def _earliest(self, indicator: str) -> StoredClock | None:
        """The running clock of an indicator that is due first; one that is overdue is no guide any more."""
        with self.agenda.workplace.store.reading() as conn:
            found = clocks.clocks_of(conn, self.doings.report.id)
        running = (clock for clock in found if clock.stopped_at is None and clock.due_at > self._now)
        return next((clock for clock in running if clock.indicator == indicator), None)

    def _remedies_after(self, at: datetime) -> None:
        given_at = self.doings.staffed(at + timedelta(hours=self._random.uniform(1, 20)))
        self.agenda.add(given_at, self.doings.give_remedies)

    def _in(self, *, hours: float) -> datetime:
        return self.doings.staffed(self._now + timedelta(hours=hours))

    def _add(self, at: datetime, act: Callable[[], None]) -> None:
        """What is only done while the report is open."""

        def do() -> None:
            if not self._closed:
                act()

        self.agenda.add(at.replace(microsecond=0), do)

    @property
    def _now(self) -> datetime:
        return self.agenda.clock.now

    @property
    def _random(self) -> Random:
        return self.doings.random
