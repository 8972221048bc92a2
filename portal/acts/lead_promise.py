"""By when a lead answers what a responder asks: the team's promise on `lead_answer`, if there is one. DESIGN §1.5."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.acts.team_promises import promises_to_the_team
from portal.acts.workplace import Workplace
from portal.errors import NoHoursLeft
from portal.promises.clock_runs import Run
from portal.promises.steps import Step, step_at


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Instants in UTC; `remind_at` is when three quarters of the promise's own kind of time have gone."""

    due_at: datetime
    remind_at: datetime

    def facts(self) -> dict[str, str]:
        return {"due_at": self.due_at.isoformat(), "remind_at": self.remind_at.isoformat()}


def answer_times(workplace: Workplace, asked_at: datetime) -> AnswerTimes | None:
    """For what is asked at `asked_at`, by the promise that is due first; None where nothing is promised."""
    return min(_each(workplace, asked_at), key=lambda times: times.due_at, default=None)


def _each(workplace: Workplace, asked_at: datetime) -> Iterator[AnswerTimes]:
    for version in promises_to_the_team(workplace, workplace.library, asked_at):
        if version.indicator != "lead_answer":
            continue
        try:
            due_at = version.due_at(asked_at)
            yield AnswerTimes(due_at, step_at(version, Run(asked_at, due_at), Step.THREE_QUARTERS))
        except NoHoursLeft:
            continue  # its calendar has no day left on which it could fall due
