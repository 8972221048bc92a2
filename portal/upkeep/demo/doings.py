"""What customer and staff of one sample report can do at the present instant, by the acts that everybody uses."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random

from portal.acts.answer import answer
from portal.acts.call_late import call_late
from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.give_remedy import give_remedy
from portal.acts.hand_over import hand_over
from portal.acts.log_effort import Effort, log_effort
from portal.acts.wait import wait_for_customer
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.remedies import owed
from portal.reports.report import Report
from portal.store import reports, timeline
from portal.upkeep.demo import common_words as words
from portal.upkeep.demo.moments import present, staffed
from portal.upkeep.demo.subjects import Subject


@dataclass
class Doings:
    """`since` is what the customer said of when it began."""

    workplace: Workplace
    random: Random
    report: Report
    subject: Subject
    since: str
    _fillings: "count[int]" = field(default_factory=count)

    def say_first_word(self) -> None:
        self.say(tuple(text.format(since=self.since) for text in self.subject.first_words))

    def say(self, texts: tuple[str, ...]) -> None:
        answer(self.workplace, self.report.id, self._person(), self._filling(), self.random.choice(texts))

    def try_something(self) -> None:
        tried = self.random.choice(self.subject.attempts)
        effort = Effort(tried.tried, tried.came_of_it, tried.next_step, tried.asked)
        log_effort(self.workplace, self.report.id, self._person(), self._filling(), effort)

    def wait(self, days: int) -> None:
        reason = self.random.choice(words.WHY_WE_WAIT)
        wait_for_customer(self.workplace, self.report.id, self._person(), self._filling(), reason=reason, days=days)

    def hand_over(self) -> None:
        """To a colleague who is there; to nobody where there is none."""
        person = self._person()
        there = present(self.workplace.roster(), self.report.team, self.workplace.now())
        others = [each.key for each in there if each.key != person]
        if not others:
            return
        to, why = self.random.choice(others), self.random.choice(words.WHY_HAND_OVER)
        must_know = self.random.choice(words.MUST_KNOW)
        with suppress(MoveRefused):
            hand_over(self.workplace, self.report.id, person, self._filling(), to=to, why=why, must_know=must_know)

    def resolve(self) -> None:
        done = self.random.choice(self.subject.outcomes)
        resolve(self.workplace, self.report.id, self._person(), self._filling(), done)

    def decline(self) -> None:
        tried, why, instead = self.random.choice(words.DECLINED)
        decline(self.workplace, self.report.id, self._person(), self._filling(), tried=tried, why=why, instead=instead)

    def give_remedies(self) -> None:
        """All that is owed."""
        with self.workplace.store.reading() as conn:
            due = owed(timeline.entries(conn, self.report.id))
        for remedy in due:
            person, given = self._person(), self.random.choice(words.GIVEN)
            slug = remedy.commitment
            give_remedy(self.workplace, self.report.id, person, self._filling(), commitment=slug, given=given)

    def customer_says(self, texts: tuple[str, ...]) -> None:
        customer_writes(self.workplace, self.report.id, self._filling(), self.random.choice(texts))

    def customer_calls_late(self) -> None:
        """If anything is late."""
        with suppress(MoveRefused):
            call_late(self.workplace, self.report.id)

    def customer_withdraws(self) -> None:
        withdraw(self.workplace, self.report.id)

    def staffed(self, at: datetime, latest: datetime | None = None) -> datetime:
        """`at`, or soon after the team comes in (portal.upkeep.demo.moments)."""
        return staffed(self.workplace.roster(), self.report.team, at, latest, self.random)

    def _person(self) -> str:
        """Who acts now: the owner if they are there, else a colleague who is, else the owner all the same."""
        with self.workplace.store.reading() as conn:
            self.report = reports.report_by_id(conn, self.report.id) or self.report
        roster, owner = self.workplace.roster(), self.report.owner
        there = [person.key for person in present(roster, self.report.team, self.workplace.now())]
        if owner in there or not there:
            return owner or roster.members(self.report.team)[0].key
        return self.random.choice(there)

    def _filling(self) -> str:
        return f"sample {self.report.id}-{next(self._fillings)}"
