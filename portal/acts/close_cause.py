"""A cause is over. Who was told of it is told the end; each report goes its own way from here."""

from portal.acts.audit import record_act
from portal.acts.cause_acting import acting_on_cause, is_repeat_on, keep_saying
from portal.acts.cause_carrying import carry
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.causes import Saying, SayingKind, require_open
from portal.store import causes


def close_cause(workplace: Workplace, cause_id: int, person: str, filling: str, words: str) -> Saying | None:
    """`words` are the last sentence; they may be empty where nothing was ever public.

    Gives what was said, None where nothing was. Raises MoveRefused.
    """
    last = tidy(words)
    with acting_on_cause(workplace, cause_id) as moment:
        said = None
        if not is_repeat_on(moment, filling, "close", words):
            cause = require_open(moment.cause)
            if cause.sentence and not last:
                raise MoveRefused("Write how it ended: everybody who was told that it began wants to know.")
            causes.set_sentence(
                moment.conn,
                cause_id,
                sentence=last,
                person=person if last else None,
                at=moment.now,
                due_at=None,
                closed_at=moment.now,
            )
            if last:
                said = keep_saying(moment, SayingKind.CLOSED, person, last)
            else:
                record_act(moment.conn, moment.now, "cause_closed", person, None, {"cause": cause_id})
    carry(workplace, cause_id)
    return said
