"""An effort, shown to the customer as it happens: under way until somebody says what came of it. DESIGN §1.4."""

from dataclasses import dataclass
from itertools import chain

from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.efforts import UNDER_WAY
from portal.reports.timeline import Entry, Kind


@dataclass(frozen=True, slots=True)
class Effort:
    """What is tried, in a responder's words. Without `came_of_it` it is under way; all but `tried` may be empty."""

    tried: str
    came_of_it: str = ""
    next_step: str = ""
    asked: str = ""

    def texts(self) -> dict[str, str]:
        fields = {"tried": self.tried, "came_of_it": self.came_of_it, "next_step": self.next_step, "asked": self.asked}
        return {name: said for name, text in fields.items() if (said := tidy(text))}


def try_something(workplace: Workplace, report_id: int, person: str, filling: str, effort: Effort) -> None:
    """Raises MoveRefused, UnknownReport."""
    texts = effort.texts()
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, *chain(*texts.items())):
            return
        report = require_act(workplace, moment, "try something on", person)
        facts = {} if "came_of_it" in texts else {UNDER_WAY: True}
        author = author_of(workplace, person)
        entry = Entry(moment.now, Kind.EFFORT, author, public=True, facts=facts, texts=texts)
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "effort_logged", entry_id)
