"""Watching the clocks: as one runs down, people hear of it; once it is missed, the customer does. DESIGN §5, §6.

Each step is claimed under a key of its own, so that several processes send it once, and only the latest that has come
is sent, so that a downtime is not made up for with a heap of mails.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.acts.answering import Moment, acting_on
from portal.acts.clocks import reopen_within_of, stored_clock, worked_out
from portal.acts.miss import tell_miss
from portal.acts.notify import notify_person
from portal.acts.standing import loads
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import SchemaMismatch, StoreUnavailable
from portal.promises.clocks import ClockState, State
from portal.promises.commitments import CommitmentVersion
from portal.promises.steps import Step, latest_step, next_step_at, step_at
from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.store import clocks, duties
from portal.team.roster import Person
from portal.team.watchers import first_responder, may_be_told, second_responder, somebody_comes_at

logger = logging.getLogger(__name__)

MESSAGES = {Step.HALF: "half_gone", Step.THREE_QUARTERS: "help_wanted", Step.DUE: "missed_in_team"}
REPORTS_A_ROUND = 100
AFTER_A_FAULT = timedelta(hours=1)
NOBODY_COMES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """One running clock whose moment has come."""

    version: CommitmentVersion
    state: ClockState
    step: Step

    def key(self, report_id: int) -> str:
        """One step of one run of one clock."""
        started_at = self.state.runs[-1].started_at.isoformat()
        return f"watch:{report_id}:{self.version.hash[:16]}:{started_at}:{self.step}"


def watch(workplace: Workplace) -> int:
    """Do what has come due on the clocks of up to REPORTS_A_ROUND reports; gives how many. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        due = dict.fromkeys(clock.report_id for clock in clocks.clocks_to_check(conn, now, REPORTS_A_ROUND))
    for report_id in due:
        try:
            with acting_on(workplace, report_id) as moment:
                _watch_report(workplace, replace(moment, now=max(now, moment.now)))
        except (StoreUnavailable, SchemaMismatch):
            raise
        except Exception:  # one report must not keep the others, or the mails, back
            logger.exception("the clocks of report %s cannot be worked out", report_id)
            _look_again_later(workplace, report_id, now)
    return len(due)


def _look_again_later(workplace: Workplace, report_id: int, now: datetime) -> None:
    with workplace.store.writing() as conn:
        for clock in clocks.clocks_of(conn, report_id):
            if clock.next_check_at is not None and clock.next_check_at <= now:
                clocks.save_clock(conn, replace(clock, next_check_at=now + AFTER_A_FAULT))


def _watch_report(workplace: Workplace, moment: Moment) -> None:
    """Notices follow the promise of each indicator that is due first; every miss is told."""
    found = worked_out(moment.conn, workplace, moment.report, moment.now)
    leading: dict[str, ClockState] = {}
    for _, _, state in sorted(found, key=lambda item: item[2].due_at):
        if state.is_running:
            leading.setdefault(state.indicator, state)
    next_checks: list[datetime | None] = []
    reopen_within = reopen_within_of(workplace, moment.report)
    for _, version, state in found:
        if state.state is State.MISSED:
            tell_miss(workplace, moment, version, state)
        step = latest_step(version, state.runs[-1], moment.now) if state.is_running else None
        waits_until = None
        if step is not None and leading.get(state.indicator) is state:
            waits_until = _take_step(workplace, moment, Watched(version, state, step))
        coming = [waits_until, next_step_at(version, state, step)]
        if state.state is State.KEPT_PROVISIONALLY:
            coming.append(stored_clock(moment.report.id, version, state, reopen_within).next_check_at)
        next_checks.append(min((at for at in coming if at), default=None))
    # Last, because each entry above has brought the clocks up to date and forgotten which step was taken.
    for (_, version, state), next_check_at in zip(found, next_checks, strict=True):
        stored = stored_clock(moment.report.id, version, state)
        clocks.save_clock(moment.conn, replace(stored, next_check_at=next_check_at))
    clocks.keep_next_due(moment.conn, moment.report.id)


def _take_step(workplace: Workplace, moment: Moment, watched: Watched) -> datetime | None:
    """Tell whoever is to hear of it; gives when somebody comes, if nobody who may be told is there now."""
    key = watched.key(moment.report.id)
    if duties.is_done(moment.conn, key):
        return None
    wanted = _wanted(workplace, moment, watched.step)
    highest = moment.report.severity == workplace.library.site.highest_severity
    roster = workplace.roster()
    told = may_be_told(roster, wanted, moment.now, highest_severity=highest)
    # A team that is no more has no members; the catch-all's are better than nobody.
    members = roster.members(moment.report.team) or roster.members(workplace.library.catch_all.team)
    if not told:
        # Nobody is their own second pair of hands.
        others = [each for each in members if watched.step is Step.DUE or each.key != moment.report.owner]
        told = may_be_told(roster, others, moment.now, highest_severity=False)[:1]
    if not told:
        if duties.claim_duty(moment.conn, f"{key}:nobody", moment.now):
            _record(workplace, moment, watched, ())
        return somebody_comes_at(roster, (*wanted, *members), moment.now) or moment.now + NOBODY_COMES
    duties.claim_duty(moment.conn, key, moment.now)
    entry_id = _record(workplace, moment, watched, told)
    for person in told:
        facts = {"commitment": watched.version.slug, "due_at": watched.state.runs[-1].due_at.isoformat()}
        notify_person(moment.conn, workplace, moment.report, MESSAGES[watched.step], person.key, entry_id, facts)
    return None


def _wanted(workplace: Workplace, moment: Moment, step: Step) -> tuple[Person, ...]:
    roster, report = workplace.roster(), moment.report
    first = first_responder(roster, report.team, report.owner)
    if step is Step.HALF:
        return first
    if step is Step.THREE_QUARTERS:
        leads = roster.leads_of(report.team)
        return second_responder(roster, report.team, report.owner, loads(moment.conn, workplace), moment.now) or leads
    return (*roster.leads_of(report.team), *first)


def _record(workplace: Workplace, moment: Moment, watched: Watched, told: tuple[Person, ...]) -> int:
    facts = {
        "commitment": watched.version.slug,
        "step": watched.step.value,
        "people": [person.key for person in told],
        "due_at": watched.state.runs[-1].due_at.isoformat(),
        "step_at": step_at(watched.version, watched.state.runs[-1], watched.step).isoformat(),
    }
    entry = Entry(moment.now, Kind.WATCHED, SYSTEM, public=False, facts=facts)
    return add_entry(moment.conn, workplace, moment.report, entry)
