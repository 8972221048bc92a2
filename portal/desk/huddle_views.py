"""The huddle: the page before a shift, its points, and those that are over. A GET shows, only a POST changes."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.huddle import LOOKED_BACK, Huddle, huddle, huddle_address, roster_lately
from portal.acts.huddle_talk import add_point, mark_talked_about
from portal.desk.huddle_forms import PointForm
from portal.desk.huddle_page import huddle_page, past_days, teams_shown
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import MoveRefused
from portal.store import huddle_points
from portal.team.huddle_times import huddle_of, huddles_between
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_huddle", __name__)
Answer = str | tuple[str, int] | Response
_AHEAD = timedelta(days=1)


@blueprint.get(paths.DESK_HUDDLE)
def show() -> Answer:
    return _page(PointForm(formdata=None))


@blueprint.post(paths.DESK_HUDDLE)
def add() -> Answer:
    form, team = PointForm(), _team()
    if not form.validate():
        return _page(form), 422
    try:
        add_point(workplace(), team, signed_in().person.key, form.filling, form.words.data or "", form.about.data or "")
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(form), 409
    flash("Added. It stays until somebody says that it was talked about.")
    return redirect(huddle_address(team, _asked_for(team)), 303)


@blueprint.post(paths.DESK_HUDDLE + "/points/<int:point_id>/talked")
def talked(point_id: int) -> Answer:
    with workplace().store.reading() as conn:
        point = huddle_points.point_by_id(conn, point_id) or abort(404)
    form = ButtonForm(prefix=f"talked-{point_id}")
    if form.validate():
        mark_talked_about(workplace(), point_id, signed_in().person.key)
        flash("Talked about. It is kept with the huddles of the last two weeks.")
    else:
        flash(form.problems[0])
    return redirect(huddle_address(point.team), 303)


@blueprint.get(paths.DESK_PAST_HUDDLES)
def past() -> Answer:
    here, team = workplace(), _team()
    with here.store.reading() as conn:
        days = past_days(conn, here, team)
    return render_template(
        "desk/past_huddles.html",
        team=here.roster().teams[team].name,
        teams=teams_shown(here, team, past=True),
        days=days,
        huddle_address=huddle_address(team),
    )


def _page(form: PointForm) -> str:
    me, here, team = signed_in().person, workplace(), _team()
    return render_template("desk/huddle.html", page=huddle_page(here, me, team, _huddle(team)), form=form)


def _huddle(team: str) -> Huddle | None:
    """The one that is asked for, else the one at hand."""
    here = workplace()
    start = _asked_for(team) or huddle_of(here.roster(), signed_in().person, team, here.now())
    return huddle(here, team, start) if start else None


def _team() -> str:
    """The one that is asked for, if there is such a team; else the first of one's own."""
    teams, asked = workplace().roster().teams, request.args.get("team", "")
    own = [team for team in signed_in().person.teams if team in teams]
    return asked if asked in teams else [*own, *teams][0]


def _asked_for(team: str) -> datetime | None:
    """The start in the address, where a shift of the team begins then, at most two weeks ago or within a day."""
    here = workplace()
    try:
        start = datetime.strptime(request.args.get("shift", ""), "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    now = here.now()
    if not now - LOOKED_BACK <= start <= now + _AHEAD:
        return None
    with here.store.reading() as conn:
        roster = roster_lately(conn, here)
    return start if start in huddles_between(roster, team, start, start + timedelta(minutes=1)) else None
