"""The sentence of a cause is renewed: everybody may read it at once, and each open report is told. DESIGN §5."""

from dataclasses import replace

from portal.acts.cause_acting import CauseMoment, Sentence, acting_on_cause, due_of, is_repeat_on, keep_saying
from portal.acts.cause_carrying import carry
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.causes import Saying, SayingKind, require_open
from portal.store import causes


def update_cause(workplace: Workplace, cause_id: int, person: str, filling: str, sentence: Sentence) -> Saying | None:
    """What was said; None for a repeat. Raises MoveRefused for a closed cause or a next word without a time."""
    with acting_on_cause(workplace, cause_id) as moment:
        said = None
        if not is_repeat_on(moment, filling, "renew", sentence.words, str(sentence.next_word)):
            require_open(moment.cause)
            said = say_in_public(workplace, moment, SayingKind.RENEWED, person, sentence)
    carry(workplace, cause_id)
    return said


def reopen_cause(workplace: Workplace, cause_id: int, person: str, filling: str, sentence: Sentence) -> Saying | None:
    """It was not over. Raises MoveRefused where it is open, and where the next word has no time."""
    with acting_on_cause(workplace, cause_id) as moment:
        said = None
        if not is_repeat_on(moment, filling, "reopen", sentence.words, str(sentence.next_word)):
            if moment.cause.is_open:
                raise MoveRefused("A colleague has opened it again already.")
            said = say_in_public(workplace, moment, SayingKind.REOPENED, person, sentence)
    carry(workplace, cause_id)
    return said


def say_in_public(
    workplace: Workplace, moment: CauseMoment, kind: SayingKind, person: str, sentence: Sentence
) -> Saying:
    """Inside a transaction on the cause, which is open from now on. Raises MoveRefused."""
    words = tidy(sentence.words)
    if not words:
        raise MoveRefused("Write what is known now, in a sentence that everybody may read.")
    due_at = due_of(workplace, moment.cause.topic, replace(sentence, words=words), moment.now)
    causes.set_sentence(moment.conn, moment.cause.id, sentence=words, person=person, at=moment.now, due_at=due_at)
    return keep_saying(moment, kind, person, words, due_at)
