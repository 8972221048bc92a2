"""A report turns out to have another cause. A customer who was told of this one is told that it is not theirs."""

from dataclasses import replace

from portal.acts.answer import add_answer
from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.timeline import Entry, Kind
from portal.store import causes


def leave_cause(workplace: Workplace, report_id: int, person: str, filling: str, *, why: str, words: str) -> None:
    """`why` is for the team; `words` go to the customer as an answer, and may be empty where nothing was public.

    Raises MoveRefused, UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, "leave", why, words):
            return
        report = require_act(workplace, moment, "separate", person)
        cause = causes.cause_of(moment.conn, report_id)
        if cause is None:
            raise MoveRefused("This report is with no others by now.")
        if cause.sentence and not tidy(words):
            raise MoveRefused("The customer was told of this cause. Tell them why it is another.")
        causes.leave(moment.conn, report_id)
        texts = {"cause": cause.title, "note": tidy(why)}
        author = author_of(workplace, person)
        left = Entry(moment.now, Kind.LEFT_CAUSE, author, public=False, facts={"cause": cause.id}, texts=texts)
        add_entry(moment.conn, workplace, report, left)
        if tidy(words):
            add_answer(workplace, replace(moment, report=report), person, {"answer": words})
