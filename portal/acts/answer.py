"""A person answers: the first such entry stops the first-response clock."""

from collections.abc import Mapping

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.report import Attachment
from portal.reports.timeline import Entry, Kind


def answer(workplace: Workplace, report_id: int, person: str, filling: str, words: str) -> None:
    """Show `words` to the customer as `person`'s answer and mail it. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, words):
            return
        add_answer(workplace, moment, person, {"answer": words})


def add_answer(
    workplace: Workplace,
    moment: Moment,
    person: str,
    texts: Mapping[str, str],
    attachments: tuple[Attachment, ...] = (),
    facts: Mapping[str, object] | None = None,
) -> int:
    """The same inside a transaction on the report; gives the entry's id. Raises MoveRefused."""
    report = require_act(workplace, moment, "answer", person)
    said = {name: tidy(text) for name, text in texts.items()}
    entry = Entry(moment.now, Kind.ANSWERED, author_of(workplace, person), public=True, facts=facts or {}, texts=said)
    entry_id = add_entry(moment.conn, workplace, report, entry, attachments)
    notify_customer(moment.conn, workplace, report, "answered", entry_id)
    return entry_id
