"""By when a lead answers what a responder asks: the team's promise on `lead_answer`, if there is one. DESIGN §1.5."""

from dataclasses import dataclass
from datetime import datetime

from portal.acts.workplace import Workplace
from portal.library.commitment_versions import commitment_version
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
    library = workplace.library
    live = library.public.live_on(workplace.local_day(asked_at)).commitments
    promised = [commitment_version(library, slug) for slug, page in live.items() if page.indicator == "lead_answer"]
    if not promised:
        return None
    first = min(promised, key=lambda version: version.due_at(asked_at))
    due_at = first.due_at(asked_at)
    return AnswerTimes(due_at, step_at(first, Run(asked_at, due_at), Step.THREE_QUARTERS))
