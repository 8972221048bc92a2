"""Reports change hands by themselves: at the end of a shift, and when somebody leaves the team. DESIGN §5 "Shifts".

What falls due before its owner is back goes to somebody of the team who is on shift; while nobody is, it stays. It is
looked at as shifts begin and end, and every quarter of an hour: whoever comes on shift later takes what still has to be
done. Every hand-over looks at the report once more under its lock, so that two processes never do it twice.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal.acts.answering import Moment, acting_on
from portal.acts.notify import notify_customer, notify_responders
from portal.acts.standing import is_hard, standing
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import SchemaMismatch, StoreUnavailable
from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.store import duties, handing_on, reports
from portal.store.handing_on import FallsDue
from portal.team.handing_on import NOT_BACK_WITHIN, away_until, can_receive
from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift, planned_shifts
from portal.team.routing import Route, route_to_team

logger = logging.getLogger(__name__)

SHIFT_ENDED = "shift_ended"
LEFT_TEAM = "left_team"


def hand_on(workplace: Workplace) -> int:
    """Hand on what has to be; gives how many reports it was. Raises StoreUnavailable."""
    now, roster = workplace.now(), workplace.roster()
    key = f"hand on:{_looked_at_last(roster, now):%Y-%m-%dT%H:%M}:{workplace.release.hash[:16]}"
    with workplace.store.reading() as conn:
        if duties.is_done(conn, key):
            return 0
        owners = handing_on.owners_of_open_reports(conn)
        gone = [report for owner in owners if owner not in roster.responders for report in _open_of(conn, owner)]
        away = [roster.responders[owner] for owner in owners if owner in roster.responders]
        due = [each for person in away for each in _due_before_back(conn, roster, person, now)]
    handed = sum(_one(workplace, report_id, _whoever_routing_finds, LEFT_TEAM) for report_id in gone)
    handed += sum(_one(workplace, each.report_id, _somebody_on_shift, SHIFT_ENDED) for each in due)
    with workplace.store.writing() as conn:
        duties.claim_duty(conn, key, now)
    return handed


def due_before_back(workplace: Workplace, person: str, *, within: timedelta) -> list[FallsDue]:
    """What of somebody on shift falls due between its end and their next one, where it ends within this time."""
    now, roster = workplace.now(), workplace.roster()
    found = roster.responders.get(person)
    if found is None:
        return []
    with workplace.store.reading() as conn:
        ahead = now + within
        ends = [shift.end for shift in _shifts_about(roster, found, now) if shift.holds(now)]
        if not ends or max(ends) > ahead or on_shift(found, roster.time_zone, max(ends)):
            return []
        back = next_shift_starts_at(found, roster.time_zone, now) or now + NOT_BACK_WITHIN
        return handing_on.falling_due(conn, person, max(now, max(ends)), back)


def _due_before_back(conn: Connection, roster: Roster, person: Person, now: datetime) -> list[FallsDue]:
    back = away_until(person, roster.time_zone, now)
    return handing_on.falling_due(conn, person.key, now, back) if back else []


def _open_of(conn: Connection, owner: str) -> list[int]:
    return [report.id for report in reports.open_reports_of(conn, owner)]


def _one(workplace: Workplace, report_id: int, choose: Callable[[Workplace, Moment], Route | None], why: str) -> bool:
    """Whether this report was handed on. One that cannot be must not keep the others back."""
    try:
        with acting_on(workplace, report_id) as moment:
            route = choose(workplace, moment)
            if route is not None:
                _give(workplace, moment, route, why)
            return route is not None
    except (StoreUnavailable, SchemaMismatch):
        raise
    except Exception:
        logger.exception("report %s cannot be handed on", report_id)
        return False


def _whoever_routing_finds(workplace: Workplace, moment: Moment) -> Route | None:
    roster, report = workplace.roster(), moment.report
    if not report.status.is_open or report.owner is None or report.owner in roster.responders:
        return None
    return _routed(workplace, moment)


def _somebody_on_shift(workplace: Workplace, moment: Moment) -> Route | None:
    roster, report = workplace.roster(), moment.report
    person = roster.responders.get(report.owner or "")
    if not report.status.is_open or person is None:
        return None
    due = {each.report_id for each in _due_before_back(moment.conn, roster, person, moment.now)}
    route = _routed(workplace, moment) if report.id in due else None
    return route if route is not None and can_receive(route) else None


def _routed(workplace: Workplace, moment: Moment) -> Route:
    """By the report's team; a team that is no more has none, and the catch-all's takes its place."""
    roster, report = workplace.roster(), moment.report
    team = report.team if report.team in roster.teams else workplace.library.catch_all.team
    stand = standing(
        moment.conn, workplace, moment.now, hard=is_hard(moment.conn, workplace, report.severity, report.id)
    )
    return route_to_team(roster, team, stand.loads, moment.now, without=report.owner or "", resting=stand.resting)


def _give(workplace: Workplace, moment: Moment, route: Route, why: str) -> None:
    before = moment.report
    reports.update_report(moment.conn, before.id, team=route.team, owner=route.owner)
    report = replace(before, team=route.team, owner=route.owner)
    facts = {"from": before.owner, "to": route.owner, "team": route.team, "why": why}
    entry_id = add_entry(
        moment.conn, workplace, report, Entry(moment.now, Kind.HANDED_OVER, SYSTEM, public=True, facts=facts)
    )
    notify_responders(moment.conn, workplace, report, "handed_to_you", entry_id)
    notify_customer(moment.conn, workplace, report, "handed_over", entry_id)


def _looked_at_last(roster: Roster, now: datetime) -> datetime:
    """The latest instant by `now` at which a shift began or ended, or a quarter of an hour did."""
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    turns = (
        at
        for person in roster.responders.values()
        for shift in _shifts_about(roster, person, now)
        for at in (shift.start, shift.end)
        if quarter <= at <= now
    )
    return max(turns, default=quarter)


def _shifts_about(roster: Roster, person: Person, now: datetime) -> list[PlannedShift]:
    zone = ZoneInfo(roster.time_zone)
    return planned_shifts(person, zone, now.astimezone(zone).date() - timedelta(days=1), 2)
