"""An effort: what was tried, what came of it, what is tried next, and who was asked. The customer sees it at once."""

from dataclasses import dataclass

from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.timeline import Entry, Kind


@dataclass(frozen=True, slots=True)
class Effort:
    """`asked` may be empty; so may `came_of_it` while the attempt is under way."""

    tried: str
    came_of_it: str
    next_step: str
    asked: str = ""

    def texts(self) -> dict[str, str]:
        fields = {"tried": self.tried, "came_of_it": self.came_of_it, "next_step": self.next_step, "asked": self.asked}
        return {name: said for name, text in fields.items() if (said := tidy(text))}


def log_effort(workplace: Workplace, report_id: int, person: str, filling: str, effort: Effort) -> None:
    """Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, *effort.texts().values()):
            return
        report = require_act(workplace, moment, "log an effort on", person)
        entry = Entry(moment.now, Kind.EFFORT, author_of(workplace, person), public=True, texts=effort.texts())
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "effort_logged", entry_id)
