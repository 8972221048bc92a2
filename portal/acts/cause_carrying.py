"""Carrying what was said of a cause to each of its reports: a batch a transaction, each report once.

What was said is kept first, with the reports it is for. So whatever stops a process half way, `deliver` goes on from
there, and a report that has it is never told twice. What was said earlier is carried first.
"""

import logging

from sqlalchemy import Connection

from portal.acts.answering import Moment, author_of
from portal.acts.cause_words import filled_for, values_for
from portal.acts.faults import faults_logged
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import SchemaMismatch, StoreUnavailable
from portal.reports.causes import Cause, Saying, SayingKind, ToldState
from portal.reports.report import Status
from portal.reports.timeline import Entry, Kind
from portal.store import cause_sayings, causes, reports, timeline

logger = logging.getLogger(__name__)

REPORTS_A_BATCH = 25
REPORTS_AT_ONCE = 200
"""While somebody waits for the page; `deliver` does the rest."""
REPORTS_A_ROUND = 500
CAUSES_A_ROUND = 10


def carry(workplace: Workplace, cause_id: int, most: int = REPORTS_AT_ONCE) -> int:
    """Carry what was said of the cause to up to `most` reports; gives how many it went through.

    The rest is left to the next round of `deliver`. Raises StoreUnavailable.
    """
    with workplace.store.reading() as conn:
        left = cause_sayings.unfinished_of(conn, cause_id)
        cause = causes.cause_by_id(conn, cause_id)
    done = 0
    for saying in left if cause else ():
        assert cause is not None
        while batch := _waiting(workplace, saying, min(REPORTS_A_BATCH, most - done)):
            _carry_batch(workplace, cause, saying, batch)
            done += len(batch)
        if done >= most:
            break
        with workplace.store.writing() as conn:
            cause_sayings.finish(conn, saying.id, workplace.now())
    return done


def carry_on(workplace: Workplace) -> int:
    """What others began and did not end; gives how many reports were gone through. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        found = cause_sayings.causes_with_unfinished(conn, CAUSES_A_ROUND)
    done = 0
    for cause_id in found:
        if done >= REPORTS_A_ROUND:
            break
        with faults_logged(logger, "what was said of cause %s cannot be carried on", cause_id):
            done += carry(workplace, cause_id, REPORTS_A_ROUND - done)
    return done


def say_sentence(workplace: Workplace, moment: Moment, cause: Cause, saying: Saying | None, person: str) -> None:
    """The sentence on one report, as `person`'s words, in its transaction; of the cause itself without a saying."""
    words = saying.body if saying else cause.sentence
    due_at = saying.due_at if saying else cause.due_at
    facts = {
        "cause": cause.id,
        "what": (saying.kind if saying else SayingKind.OPENED).value,
        "due_at": due_at.isoformat() if due_at and due_at > moment.now else None,
    }
    author = author_of(workplace, person)
    entry = Entry(moment.now, Kind.CAUSE_UPDATED, author, public=True, facts=facts, texts={"words": words})
    entry_id = add_entry(moment.conn, workplace, moment.report, entry)
    notify_customer(moment.conn, workplace, moment.report, "cause_updated", entry_id)


def _waiting(workplace: Workplace, saying: Saying, most: int) -> list[int]:
    with workplace.store.reading() as conn:
        return cause_sayings.waiting_reports(conn, saying.id, most) if most > 0 else []


def _carry_batch(workplace: Workplace, cause: Cause, saying: Saying, report_ids: list[int]) -> None:
    """All of them in one transaction, or each in its own where one of them cannot be done."""
    try:
        with workplace.store.writing() as conn:
            for report_id in report_ids:
                _carry_to(conn, workplace, cause, saying, report_id)
    except (StoreUnavailable, SchemaMismatch):
        raise
    except Exception:
        if len(report_ids) > 1:
            for report_id in report_ids:
                _carry_batch(workplace, cause, saying, [report_id])
            return
        logger.exception("report %s cannot be told what was said of cause %s", report_ids[0], cause.id)
        with workplace.store.writing() as conn:
            cause_sayings.settle(conn, saying.id, report_ids[0], ToldState.FAILED)


def _carry_to(conn: Connection, workplace: Workplace, cause: Cause, saying: Saying, report_id: int) -> None:
    report = reports.report_by_id(conn, report_id, lock=True)
    # It may have been closed, or taken out of the cause, since the words were kept.
    concerns = report is not None and report.status.is_open and causes.is_in(conn, report_id, cause.id)
    settled = cause_sayings.settle(conn, saying.id, report_id, ToldState.SAID if concerns else ToldState.SKIPPED)
    if report is None or not concerns or not settled:
        return
    now = max(workplace.now(), timeline.last_at(conn, report_id) or report.received_at)
    moment = Moment(conn, report, now)
    if saying.kind.is_sentence:
        say_sentence(workplace, moment, cause, saying, saying.person)
    else:
        _answer(workplace, moment, cause, saying)


def _answer(workplace: Workplace, moment: Moment, cause: Cause, saying: Saying) -> None:
    """Whoever owns the report keeps it, and a report that the whole team has stays with the whole team."""
    resolves = saying.kind is SayingKind.RESOLVED
    words = filled_for(saying.body, values_for(moment.conn, workplace, moment.report, cause, saying.person))
    if resolves:
        reports.update_report(moment.conn, moment.report.id, status=Status.RESOLVED, closed_at=moment.now)
    entry = Entry(
        moment.now,
        Kind.RESOLVED if resolves else Kind.ANSWERED,
        author_of(workplace, saying.person),
        public=True,
        facts={"cause": cause.id},
        texts={"what_we_did" if resolves else "answer": words},
    )
    entry_id = add_entry(moment.conn, workplace, moment.report, entry)
    notify_customer(moment.conn, workplace, moment.report, entry.kind.value, entry_id)
