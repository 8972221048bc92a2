"""The plain list of open reports: mine, then those of my teams."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template

from portal import paths
from portal.promises.spoken import spoken_time
from portal.reports.report import Report
from portal.store import reports
from portal.team.roster import Roster
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_open_reports", __name__)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ReportShown:
    """`owner` is a display name, None while the whole team has it."""

    address: str
    reference: str
    says: str
    received: str
    owner: str | None


@blueprint.get(paths.DESK_REPORTS)
def open_reports() -> str:
    person = signed_in().person
    with workplace().store.reading() as conn:
        mine = reports.open_reports_of(conn, person.key)
        of_teams = [report for team in person.teams for report in reports.open_reports_of_team(conn, team)]
    others = [report for report in of_teams if report.owner != person.key]
    return render_template("desk/open_reports.html", mine=_shown(mine), others=_shown(others))


def _shown(found: Iterable[Report]) -> list[ReportShown]:
    """The longest waiting first."""
    now, roster = workplace().now(), workplace().roster()
    longest_waiting = sorted(found, key=lambda report: report.received_at)[:MOST_SHOWN]
    return [
        ReportShown(
            paths.desk_report_signed_in(report.reference),
            report.reference,
            _says(report),
            spoken_time(report.received_at, now, roster.time_zone),
            _owner(roster, report),
        )
        for report in longest_waiting
    ]


def _says(report: Report) -> str:
    topic = workplace().library.public.topics.get(report.topic)
    return topic.says if topic else report.topic


def _owner(roster: Roster, report: Report) -> str | None:
    found = roster.people.get(report.owner or "")
    return found.name if found else None
