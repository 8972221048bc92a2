"""A report is put to others of one cause, by a person who has read it. DESIGN §1.4.

Its customer sees at once what is known of the cause, if anything is said of it in public.
"""

from dataclasses import replace

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.cause_carrying import say_sentence
from portal.acts.cause_impersonal import require_impersonal_joining
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.causes import Cause, require_open
from portal.reports.timeline import Entry, Kind
from portal.store import causes

_HAS_ONE = "This report has a cause already. Take it out there first."


def join_cause(workplace: Workplace, report_id: int, person: str, filling: str, *, cause_id: int) -> None:
    """Raises MoveRefused where the cause is closed, its words are this customer's or the report is in one already,
    UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, "join", str(cause_id)):
            return
        report = require_act(workplace, moment, "merge", person)
        # The report is locked, so this stays as it is; nobody waits for a cause only to be refused.
        if causes.cause_of(moment.conn, report_id) is not None:
            raise MoveRefused(_HAS_ONE)
        cause = require_open(causes.cause_by_id(moment.conn, cause_id, lock=True))
        require_impersonal_joining(moment.conn, report, cause)
        put_into_cause(workplace, replace(moment, report=report), cause, person)


def put_into_cause(workplace: Workplace, moment: Moment, cause: Cause, person: str) -> None:
    """The same inside a transaction on the report, with the cause locked. Raises MoveRefused."""
    if not causes.join(moment.conn, moment.report.id, cause.id):
        raise MoveRefused(_HAS_ONE)
    author, texts = author_of(workplace, person), {"cause": cause.title}
    joined = Entry(moment.now, Kind.JOINED_CAUSE, author, public=False, facts={"cause": cause.id}, texts=texts)
    add_entry(moment.conn, workplace, moment.report, joined)
    if cause.is_public:
        say_sentence(workplace, moment, cause, None, person)
