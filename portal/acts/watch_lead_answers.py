"""Watching what leads have promised their team: a reminder before an answer is due, a word to all once it is late.

Each is told to each person once, never outside their shift unless the severity is the highest. DESIGN §1.5, §5, §6.
"""

import logging
from datetime import datetime, timedelta

from portal.acts.answering import Moment, acting_on
from portal.acts.notify import notify_person
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import SchemaMismatch, StoreUnavailable
from portal.reports.questions import answer_due_at, is_late, leads_asked, open_questions, remind_at
from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.store import duties, lead_questions, reports, timeline
from portal.team.roster import Person
from portal.team.watchers import may_be_told

logger = logging.getLogger(__name__)

# What nobody has answered for so long is no longer watched by the minute; it shows as late on the report's page.
LOOK_BACK = timedelta(days=60)
MESSAGES = {"answer_soon": "answer_due", "answer_late": "answer_late"}


def watch_lead_answers(workplace: Workplace) -> None:
    """Tell whoever is to hear of it now. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        asked = lead_questions.unsettled(conn, now - LOOK_BACK)
    for each in asked:
        if not _is_near(Entry(each.at, Kind.LEAD_ASKED, SYSTEM, public=False, facts=each.facts), now):
            continue
        try:
            _watch(workplace, each.report_id, each.id)
        except (StoreUnavailable, SchemaMismatch):
            raise
        except Exception:  # one report must not keep the others, or the mails, back
            logger.exception("what a lead was asked on report %s cannot be watched", each.report_id)


def _is_near(question: Entry, now: datetime) -> bool:
    at = remind_at(question)
    return at is not None and now >= at


def _watch(workplace: Workplace, report_id: int, question_id: int) -> None:
    """Looks first without keeping anybody from writing: most rounds find nothing to do."""
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
        question = _open_question(timeline.entries(conn, report_id), question_id)
        if report is not None and report.status.is_open and question is not None:
            wanted, present = _untold(workplace, Moment(conn, report, workplace.now()), question)
            if wanted and not present:
                return
            if not wanted and _step(question, workplace.now()) == "answer_soon":
                return
    with acting_on(workplace, report_id) as moment:
        question = _open_question(timeline.entries(moment.conn, report_id), question_id)
        if question is None or not moment.report.status.is_open:
            lead_questions.settle(moment.conn, question_id, moment.now)
            return
        _tell(workplace, moment, question)


def _open_question(entries: list[Entry], question_id: int) -> Entry | None:
    return next((entry for entry in open_questions(entries) if entry.id == question_id), None)


def _tell(workplace: Workplace, moment: Moment, question: Entry) -> None:
    step = _step(question, moment.now)
    wanted, present = _untold(workplace, moment, question)
    for person in present:
        duties.claim_duty(moment.conn, _key(question, step, person), moment.now)
    if present:
        due_at = answer_due_at(question)
        assert due_at is not None
        facts = {"step": step, "people": [person.key for person in present], "due_at": due_at.isoformat()}
        add_entry(
            moment.conn, workplace, moment.report, Entry(moment.now, Kind.WATCHED, SYSTEM, public=False, facts=facts)
        )
        for person in present:
            facts = {"due_at": due_at.isoformat(), "leads": list(leads_asked(question))}
            notify_person(moment.conn, workplace, moment.report, MESSAGES[step], person.key, question.id, facts)
    if step == "answer_late" and len(present) == len(wanted):
        lead_questions.settle(moment.conn, int(question.id or 0), moment.now)


def _step(question: Entry, now: datetime) -> str:
    """After a downtime only the latest is told."""
    return "answer_late" if is_late(question, now) else "answer_soon"


def _untold(workplace: Workplace, moment: Moment, question: Entry) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Who has not been told of the step that has come, and those of them who may be told now."""
    roster, step = workplace.roster(), _step(question, moment.now)
    keys = [*leads_asked(question)]
    if step == "answer_late" and question.author.key:
        keys.append(question.author.key)
    wanted = tuple(
        roster.people[key]
        for key in dict.fromkeys(keys)
        if key in roster.people and not duties.is_done(moment.conn, _key(question, step, roster.people[key]))
    )
    highest = moment.report.severity == workplace.library.site.highest_severity
    return wanted, may_be_told(roster, wanted, moment.now, highest_severity=highest)


def _key(question: Entry, step: str, person: Person) -> str:
    return f"lead-answer:{question.id}:{step}:{person.key}"
