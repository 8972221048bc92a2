"""A responder hands a report over: to a colleague, or to whoever routing finds in a team.

The customer is told who has it now; why, and what the next one must know, stays inside. Clocks run on.
"""

from dataclasses import replace

from sqlalchemy import Connection

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer, notify_person, notify_responders
from portal.acts.standing import is_hard, standing
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Report
from portal.reports.timeline import Entry, Kind
from portal.store import reports
from portal.team.routing import route_to_team


def hand_over(
    workplace: Workplace,
    report_id: int,
    person: str,
    filling: str,
    *,
    to: str,
    why: str,
    must_know: str,
    asked_for: str = "",
) -> None:
    """`to` is a responder's or a team's key; `asked_for` is what was chosen where that is not a name, such as a skill.

    Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, asked_for or to, why, must_know):
            return
        report = require_act(workplace, moment, "hand over", person)
        team, owner = _receiver(workplace, moment, to, report.owner or person)
        previous = report.owner
        if (team, owner) == (report.team, previous):
            raise MoveRefused("This person already has the report. Choose a colleague or a team.")
        reports.update_report(moment.conn, report.id, team=team, owner=owner)
        report = replace(report, team=team, owner=owner)
        facts = {"from": person, "to": owner, "team": team}
        shown = Entry(moment.now, Kind.HANDED_OVER, author_of(workplace, person), public=True, facts=facts)
        entry_id = add_entry(moment.conn, workplace, report, shown)
        texts = {"why": tidy(why), "must_know": tidy(must_know)}
        inside = Entry(moment.now, Kind.NOTED, author_of(workplace, person), public=False, facts=facts, texts=texts)
        note_id = add_entry(moment.conn, workplace, report, inside)
        notify_responders(moment.conn, workplace, report, "handed_to_you", note_id)
        tell_previous_owner(moment.conn, workplace, report, previous, person, note_id)
        notify_customer(moment.conn, workplace, report, "handed_over", entry_id)


def tell_previous_owner(
    conn: Connection, workplace: Workplace, report: Report, previous: str | None, person: str, note_id: int
) -> None:
    """Whoever had the report hears who gave it on, why, and to whom; not if they did it, or have it still."""
    if previous not in (None, person, report.owner) and previous in workplace.roster().people:
        notify_person(conn, workplace, report, "handed_on", previous, note_id)


def _receiver(workplace: Workplace, moment: Moment, to: str, person: str) -> tuple[str, str | None]:
    """The team and the owner that `to` stands for."""
    roster = workplace.roster()
    if to in roster.responders:
        teams = roster.responders[to].teams
        return (moment.report.team if moment.report.team in teams else teams[0]), to
    if to in roster.teams:
        hard = is_hard(moment.conn, workplace, moment.report.severity, moment.report.id)
        stand = standing(moment.conn, workplace, moment.now, hard=hard)
        route = route_to_team(roster, to, stand.loads, moment.now, without=person, resting=stand.resting)
        return to, route.owner
    raise MoveRefused("Nobody of that name can receive reports. Choose a colleague or a team from the list.")
