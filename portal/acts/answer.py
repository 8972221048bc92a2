"""A person answers: the first such entry stops the first-response clock."""

from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.timeline import Entry, Kind


def answer(workplace: Workplace, report_id: int, person: str, filling: str, words: str) -> None:
    """Show `words` to the customer as `person`'s answer and mail it. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling):
            return
        report = require_act(workplace, moment, "answer", person)
        entry = Entry(
            moment.now, Kind.ANSWERED, author_of(workplace, person), public=True, texts={"answer": tidy(words)}
        )
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "answered", entry_id)
