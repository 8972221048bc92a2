"""The weeks ahead: gaps, promises nobody is there to keep, and hours.

Hours are shown to whose they are, and to leads as a range without names: the page protects people, it does not compare
them. DESIGN §1.5.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from flask import Blueprint, render_template

from portal import paths
from portal.acts.weeks_ahead import WeeksAhead, weeks_ahead
from portal.promises.spoken import spoken_duration, spoken_time
from portal.team.roster_quality import Gap, Hours, NobodyToKeep
from portal.team.shift_words import spoken_span
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_weeks_ahead", __name__)
DAYS = 28
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class TeamShown:
    """What is wrong with the weeks ahead of one team, in lines."""

    name: str
    gaps: tuple[str, ...]
    nobody: tuple[str, ...]
    more: int


@blueprint.get(paths.DESK_WEEKS_AHEAD)
def ahead() -> str:
    here, me = workplace(), signed_in()
    now = here.now()
    found = weeks_ahead(here, here.local_day(now), DAYS)
    roster = here.roster()
    mine = next((each for each in found.hours if each.person == me.person.key), None)
    others = [each for each in found.hours if each.person in roster.responders]
    return render_template(
        "desk/roster_weeks_ahead.html",
        teams=tuple(_teams(found)),
        mine=_hours_said(mine) if mine and (mine.planned or mine.usual) else "",
        spread=_range_said(others) if me.is_lead else "",
        weeks=DAYS // 7,
    )


def _teams(found: WeeksAhead) -> Iterator[TeamShown]:
    for key, team in sorted(workplace().roster().teams.items()):
        gaps = [_gap_said(each) for each in found.gaps if each.team == key]
        nobody = list(_nobody_said(each for each in found.nobody if each.team == key))
        yield TeamShown(team.name, tuple(gaps[:MOST_SHOWN]), tuple(nobody[:MOST_SHOWN]), max(len(gaps) - MOST_SHOWN, 0))


def _gap_said(gap: Gap) -> str:
    return f"{spoken_span(gap.start, gap.end, workplace().roster().time_zone)} ({spoken_duration(gap.end - gap.start)})"


def _nobody_said(found: Iterable[NobodyToKeep]) -> Iterator[str]:
    """One line for each promise and stretch of time."""
    here = workplace()
    zone = here.roster().time_zone
    for slug, stretches in groupby(sorted(found, key=lambda each: (each.commitment, each.start)), _commitment):
        page = here.library.public.commitments.get(slug)
        title = page.title if page else slug
        for each in stretches:
            due = spoken_time(each.due_at, here.now(), zone)
            yield f"{title}: what arrives {spoken_span(each.start, each.end, zone)} is due by {due}"


def _commitment(each: NobodyToKeep) -> str:
    return each.commitment


def _hours_said(hours: Hours) -> str:
    planned = _in_hours(hours.planned)
    if not hours.beyond:
        return f"{planned} in the next {DAYS // 7} weeks, as your pattern has it."
    more = "more" if hours.beyond > timedelta(0) else "less"
    return f"{planned} in the next {DAYS // 7} weeks, {_in_hours(abs(hours.beyond))} {more} than your pattern has it."


def _range_said(hours: Iterable[Hours]) -> str:
    beyond = sorted(each.beyond for each in hours)
    if not beyond or (not beyond[0] and not beyond[-1]):
        return "everybody works as their own pattern has it."
    return f"from {_against(beyond[0])} to {_against(beyond[-1])}, each against their own pattern."


def _against(beyond: timedelta) -> str:
    if not beyond:
        return "as usual"
    return f"{_in_hours(abs(beyond))} {'more' if beyond > timedelta(0) else 'less'}"


def _in_hours(length: timedelta) -> str:
    hours = round(length.total_seconds() / 3600 * 2) / 2
    return f"{hours:g} hour{'' if hours == 1 else 's'}"
