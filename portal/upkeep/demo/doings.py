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
from portal.acts.offer import Offer, offer
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.send_script import script_for, send_script
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.remedies import owed
from portal.reports.report import Report, Status
from portal.store import reports, timeline
from portal.store.feedback import Feedback
from portal.upkeep.demo import common_words as words
from portal.upkeep.demo.moments import present, staffed
from portal.upkeep.demo.script_replies import reply_made_of
from portal.upkeep.demo.subjects import Subject

_BY_SCRIPT, _GIVEN, _SAYS_HOW_IT_WENT = 0.7, 0.15, 0.6


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
        """Now and then made of a script that is for this topic."""
        said = tuple(text.format(since=self.since) for text in self.subject.first_words)
        scripts = [script for _, script in sorted(self.workplace.library.desk.scripts.items())]
        fitting = [script for script in scripts if self.report.topic in script.topics]
        aside = self._aside("script")
        if fitting and aside.random() < _BY_SCRIPT:
            person, script = self._person(), aside.choice(fitting)
            words_sent = reply_made_of(script_for(self.workplace, self.report, person, script), said, aside)
            with suppress(MoveRefused):
                send_script(
                    self.workplace, self.report.id, person, self._filling(), script=script.slug, words=words_sent
                )
                return
        self.say(said)

    def say(self, texts: tuple[str, ...]) -> None:
        answer(self.workplace, self.report.id, self._person(), self._filling(), self.random.choice(texts))

    def try_something(self) -> None:
        tried = self.random.choice(self.subject.attempts)
        effort = Effort(tried.tried, tried.came_of_it, tried.next_step, tried.asked)
        try_something(self.workplace, self.report.id, self._person(), self._filling(), effort)

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

    def put_right(self) -> None:
        """Something is given now and then, within what may be given without asking."""
        aside, authority = self._aside("offer"), self.workplace.library.desk.team.authority
        up_to = [
            each.up_to for each in authority if (each.responsibility, each.severity) == ("ours", self.report.severity)
        ]
        worth = min(aside.choice(words.WORTHS), max(up_to, default=0))
        if worth and aside.random() < _GIVEN:
            given = Offer("ours", worth, aside.choice(words.OFFERED))
            offer(self.workplace, self.report.id, self._person(), self._filling(), given)

    def customer_says_how_it_went(self) -> None:
        """Unless they do not answer, or it is open again."""
        with self.workplace.store.reading() as conn:
            now = reports.report_by_id(conn, self.report.id) or self.report
        solved, cared_for = (0.2, 0.75) if now.status is Status.DECLINED else (0.92, 0.95)
        aside = self._aside("feedback")
        if aside.random() < _SAYS_HOW_IT_WENT:
            said = Feedback(aside.random() < solved, aside.random() < cared_for)
            with suppress(MoveRefused):
                say_how_it_went(self.workplace, self.report.id, said)

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

    def _aside(self, what_for: str) -> Random:
        """Chance for what does not change how the year goes on; the same for the same report."""
        return Random(f"{self.report.reference} {what_for}")  # noqa: S311 - a story needs no secrecy

    def _filling(self) -> str:
        return f"sample {self.report.id}-{next(self._fillings)}"
