"""A cause is opened from the report in which somebody saw it first."""

from dataclasses import replace

from portal.acts.answering import acting_on, is_repeat, require_act
from portal.acts.cause_acting import CauseMoment, Sentence, due_of, keep_saying
from portal.acts.cause_impersonal import require_impersonal_opening
from portal.acts.join_cause import put_into_cause
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.reports.causes import SayingKind
from portal.store import cause_sayings, causes


def open_cause(
    workplace: Workplace, report_id: int, person: str, filling: str, *, title: str, sentence: Sentence
) -> None:
    """`title` is for the team; without words in `sentence` nothing of the cause is public.

    Raises MoveRefused where the report is in a cause already, the next word has no time or the words are one
    customer's, UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        next_word = sentence.next_word.isoformat() if sentence.next_word else ""
        if is_repeat(moment, filling, title, sentence.words, next_word):
            return
        report = require_act(workplace, moment, "merge", person)
        words = tidy(sentence.words)
        require_impersonal_opening(moment.conn, report, f"{title}\n{words}")
        due_at = due_of(workplace, report.topic, replace(sentence, words=words), moment.now)
        cause_id = causes.open_cause(
            moment.conn,
            title=tidy(title),
            topic=report.topic,
            person=person,
            at=moment.now,
            sentence=words,
            due_at=due_at,
        )
        cause = causes.cause_by_id(moment.conn, cause_id)
        assert cause is not None
        # Kept before the report joins: joining says the sentence there, so nothing is left to be carried.
        saying = keep_saying(CauseMoment(moment.conn, cause, moment.now), SayingKind.OPENED, person, words, due_at)
        cause_sayings.finish(moment.conn, saying.id, moment.now)
        put_into_cause(workplace, replace(moment, report=report), cause, person)
