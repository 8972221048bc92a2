"""The roster: the week, what is asked of it, and the forms that ask. Everybody sees it; the acts say who may what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.cover import take_shift
from portal.acts.swap import accept_swap, ask_swap, decline_swap, undo_swap
from portal.acts.time_off import answer_time_off, ask_time_off, enter_time_off, undo_time_off
from portal.acts.workplace import Workplace
from portal.desk.roster_asked import button_form
from portal.desk.roster_forms import CoverForm, SwapForm, TimeOffForm
from portal.desk.roster_page import coming_shifts, roster_page
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import MoveRefused
from portal.store import roster_requests
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_roster", __name__)
Answer = str | tuple[str, int] | Response
# How far ahead shifts can be swapped.
SWAPPED_AHEAD_DAYS = 42
FURTHEST_WEEKS = 104


@blueprint.get(paths.DESK_ROSTER)
def roster() -> Answer:
    return render_template("desk/roster.html", page=roster_page(workplace(), signed_in().person, _monday()))


@blueprint.route(paths.DESK_SWAP, methods=["GET", "POST"])
def swap() -> Answer:
    me, here = signed_in().person, workplace()
    form = SwapForm()
    today = here.local_day(here.now())
    form.offer(here.roster(), me.key, coming_shifts(here.roster(), today, here.now(), SWAPPED_AHEAD_DAYS))
    if request.method == "GET":
        return render_template("desk/roster_swap.html", form=form)
    if not form.validate():
        return render_template("desk/roster_swap.html", form=form), 422
    try:
        ask_swap(
            here,
            me.key,
            form.filling,
            start=form.start,
            to=form.asked,
            return_start=form.return_start,
            note=form.note.data,
        )
    except MoveRefused as error:
        form.problems.append(str(error))
        return render_template("desk/roster_swap.html", form=form), 409
    return _back("Asked. You hear of the answer, and everybody sees it here.")


@blueprint.route(paths.DESK_TIME_OFF, methods=["GET", "POST"])
def time_off() -> Answer:
    me, here = signed_in(), workplace()
    form = TimeOffForm()
    form.offer(here.roster(), me.person.key)
    if not me.is_lead:
        form.person.data = me.person.key
    if request.method == "GET":
        return _time_off_page(form)
    if not form.validate():
        return _time_off_page(form), 422
    try:
        if me.is_lead:
            enter_time_off(here, me.person.key, form.person.data, form.filling, [form.span], form.note.data)
        else:
            ask_time_off(here, me.person.key, form.filling, [form.span], form.note.data)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _time_off_page(form), 409
    return _back("Entered. They have a notice." if me.is_lead else "Asked. Your lead has a notice.")


@blueprint.post(paths.DESK_ROSTER + "/requests/<int:request_id>/<answer>")
def answer(request_id: int, answer: str) -> Answer:
    do, done = _ANSWERS.get(answer) or abort(404)
    with workplace().store.reading() as conn:
        if roster_requests.request_by_id(conn, request_id) is None:
            abort(404)
    form = button_form(answer, request_id, blank=False)
    if not form.validate():
        return _back(form.problems[0])
    try:
        do(workplace(), request_id, signed_in().person.key)
    except MoveRefused as error:
        return _back(str(error))
    return _back(done)


@blueprint.post(paths.DESK_ROSTER + "/free/<person>/<start>")
def take(person: str, start: str) -> Answer:
    try:
        begins = datetime.strptime(start, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    except ValueError:
        abort(404)
    me, taker = signed_in(), signed_in().person.key
    form: CoverForm | ButtonForm = button_form("take", f"{person}-{start}", blank=False)
    if me.is_lead:
        form = CoverForm(prefix=f"take-{person}-{start}")
        form.offer(workplace().roster(), person)
        taker = form.taker.data or ""
    if not form.validate():
        return _back((form.problems or ["Choose who takes the shift."])[0])
    try:
        take_shift(workplace(), me.person.key, taker, of=person, start=begins)
    except MoveRefused as error:
        return _back(str(error))
    return _back("They work it. They have a notice." if me.is_lead else "The shift is yours, with its breaks.")


def _undo(here: Workplace, request_id: int, person: str) -> None:
    with here.store.reading() as conn:
        found = roster_requests.request_by_id(conn, request_id)
    if found is not None and found.kind == "time_off":
        undo_time_off(here, request_id, person)
    else:
        undo_swap(here, request_id, person)


_ANSWERS: dict[str, tuple[Callable[[Workplace, int, str], None], str]] = {
    "accept": (accept_swap, "The shift is yours, with its breaks. Everybody sees it here."),
    "decline": (decline_swap, "Answered. They ask somebody else."),
    "grant": (lambda here, each, me: answer_time_off(here, each, me, granted=True), "Granted. They have a notice."),
    "refuse": (
        lambda here, each, me: answer_time_off(here, each, me, granted=False),
        "Answered. Tell them why; a notice cannot.",
    ),
    "undo": (_undo, "Undone. Whoever it concerns has a notice."),
}


def _time_off_page(form: TimeOffForm) -> str:
    return render_template("desk/roster_time_off.html", form=form, is_lead=signed_in().is_lead)


def _back(words: str) -> Response:
    flash(words)
    return redirect(paths.DESK_ROSTER, 303)


def _monday() -> date:
    """The Monday of the week that is asked for, by any of its days; this week's where that is no date."""
    today = workplace().local_day(workplace().now())
    this_week = today - timedelta(days=today.weekday())
    try:
        asked = date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        return this_week
    monday = asked - timedelta(days=asked.weekday()) if date.min + timedelta(days=7) < asked else this_week
    return min(max(monday, this_week), this_week + timedelta(weeks=FURTHEST_WEEKS))
