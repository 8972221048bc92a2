"""What is in my way: raised in one line, answered by a lead on a clock, for the whole team to read. DESIGN §1.5."""

import re
from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.answer_obstacle import answer_obstacle
from portal.acts.raise_obstacle import raise_obstacle
from portal.acts.settle_obstacle import mine_too, out_of_the_way, still_there
from portal.desk.obstacle_forms import ObstacleAnswerForm, RaiseForm, StillThereForm
from portal.desk.obstacle_page import ObstacleShown, shown
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import MoveRefused
from portal.store import obstacles
from portal.team.obstacles import Standing
from portal.web.access import require_lead, signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

blueprint = Blueprint("desk_obstacles", __name__)
Answer = str | tuple[str, int] | Response
SHOWN_FOR = timedelta(days=30)
MOST_SHOWN = 50
_ONE = paths.DESK_IN_MY_WAY + "/<obstacle_id>"


@blueprint.get(paths.DESK_IN_MY_WAY)
def in_my_way() -> Answer:
    return _list(RaiseForm(prefix="raise", formdata=None), wrong=False)


@blueprint.post(paths.DESK_IN_MY_WAY)
def raise_it() -> Answer:
    form = RaiseForm(prefix="raise")
    if not form.validate():
        return _list(form, wrong=True), 422
    try:
        raise_obstacle(workplace(), signed_in().person.key, form.filling, form.said())
    except MoveRefused as error:
        form.problems.append(str(error))
        return _list(form, wrong=True), 409
    flash("Said. The leads know, and the clock runs on them.")
    return redirect(paths.DESK_IN_MY_WAY, 303)


@blueprint.get(_ONE)
def one(obstacle_id: str) -> Answer:
    return _page(_found(obstacle_id))


@blueprint.post(_ONE + "/answer")
def answer(obstacle_id: str) -> Answer:
    me = require_lead()
    number, form = _found(obstacle_id), ObstacleAnswerForm(prefix="answer")
    if not form.validate():
        return _page(number, answering=form), 422
    try:
        answer_obstacle(
            workplace(), number, me.person.key, form.filling, form.words.data, by_day=form.day, done=form.done
        )
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(number, answering=form), 409
    flash("Answered, for the whole team to read.")
    return redirect(paths.desk_obstacle(number), 303)


@blueprint.post(_ONE + "/out-of-the-way")
def settled(obstacle_id: str) -> Answer:
    number, form = _found(obstacle_id), ButtonForm(prefix="out")
    if not form.validate():
        return _refused(number, form.problems[0])
    try:
        out_of_the_way(workplace(), number, signed_in().person.key)
    except MoveRefused as error:
        return _refused(number, str(error))
    flash("Good. It stands under what is out of the way.")
    return redirect(paths.DESK_IN_MY_WAY, 303)


@blueprint.post(_ONE + "/still-there")
def again(obstacle_id: str) -> Answer:
    number, form = _found(obstacle_id), StillThereForm(prefix="still")
    if not form.validate():
        return _page(number, still=form), 422
    try:
        still_there(workplace(), number, signed_in().person.key, form.words.data)
    except MoveRefused as error:
        return _refused(number, str(error))
    flash("The leads know, and the clock runs on them once more.")
    return redirect(paths.desk_obstacle(number), 303)


@blueprint.post(_ONE + "/mine-too")
def me_too(obstacle_id: str) -> Answer:
    number, form = _found(obstacle_id), ButtonForm(prefix="too")
    if not form.validate():
        return _refused(number, form.problems[0])
    try:
        mine_too(workplace(), number, signed_in().person.key)
    except MoveRefused as error:
        return _refused(number, str(error))
    flash("Counted. Nobody sees that it was you.")
    return redirect(paths.desk_obstacle(number), 303)


def _list(form: RaiseForm, *, wrong: bool) -> str:
    me, here = signed_in().person.key, workplace()
    with here.store.reading() as conn:
        listed = [shown(conn, here, each, me) for each in obstacles.open_obstacles(conn)]
        since = here.now() - SHOWN_FOR
        closed = [shown(conn, here, each, me) for each in obstacles.closed_obstacles(conn, since, MOST_SHOWN)]
    by_standing: dict[Standing, list[ObstacleShown]] = {standing: [] for standing in Standing}
    for each in listed:
        by_standing[each.standing].append(each)
    return render_template(
        "desk/in_my_way.html",
        form=form,
        wrong=wrong,
        waiting=by_standing[Standing.WAITS],
        answered=by_standing[Standing.ANSWERED],
        done=by_standing[Standing.DONE],
        closed=closed,
    )


def _page(number: int, *, answering: ObstacleAnswerForm | None = None, still: StillThereForm | None = None) -> str:
    me, here = signed_in(), workplace()
    with here.store.reading() as conn:
        found = obstacles.obstacle_by_id(conn, number) or abort(404)
        obstacle = shown(conn, here, found, me.person.key)
    wrong: StampedForm | None = answering or still
    return render_template(
        "desk/obstacle.html",
        obstacle=obstacle,
        wrong=wrong,
        i_lead=me.is_lead,
        answering=answering or ObstacleAnswerForm(prefix="answer", formdata=None),
        still=still or StillThereForm(prefix="still", formdata=None),
        out=ButtonForm(prefix="out", formdata=None),
        too=ButtonForm(prefix="too", formdata=None),
    )


def _found(obstacle_id: str) -> int:
    """Aborts with 404 for what was never raised."""
    with workplace().store.reading() as conn:
        known = re.fullmatch("[0-9]{1,18}", obstacle_id) and obstacles.obstacle_by_id(conn, int(obstacle_id))
    return known.id if known else abort(404)


def _refused(number: int, words: str) -> Response:
    flash(words)
    return redirect(paths.desk_obstacle(number), 303)
