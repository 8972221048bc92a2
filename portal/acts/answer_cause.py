"""One answer to all open reports of a cause, or the outcome of all of them, each on its own timeline. DESIGN §1.3.

Owners stay as they are. What was closed or taken out meanwhile is passed over, and named on the page of the cause.
"""

from portal.acts.cause_acting import acting_on_cause, is_repeat_on, keep_saying
from portal.acts.cause_carrying import carry
from portal.acts.cause_words import require_fillable
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.causes import Saying, SayingKind
from portal.store import causes


def answer_cause(workplace: Workplace, cause_id: int, person: str, filling: str, words: str) -> Saying | None:
    """What was said; None for a repeat. Raises MoveRefused for a placeholder that cannot be filled in."""
    return _say(workplace, cause_id, person, filling, SayingKind.ANSWERED, words)


def resolve_cause(workplace: Workplace, cause_id: int, person: str, filling: str, what_we_did: str) -> Saying | None:
    """The same, and all of them are resolved by it."""
    return _say(workplace, cause_id, person, filling, SayingKind.RESOLVED, what_we_did)


def _say(workplace: Workplace, cause_id: int, person: str, filling: str, kind: SayingKind, words: str) -> Saying | None:
    require_fillable(words)
    with acting_on_cause(workplace, cause_id) as moment:
        said = None
        if not is_repeat_on(moment, filling, kind.value, words):
            if not causes.sizes(moment.conn, [cause_id]).get(cause_id, causes.Size()).open:
                raise MoveRefused("No report of this cause is open any more, so nobody would read it.")
            said = keep_saying(moment, kind, person, tidy(words))
    carry(workplace, cause_id)
    return said
