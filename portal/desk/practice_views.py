"""Practice on the desk: the drills, mine to practise and to coach, and the page of each. Nobody else learns of them."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.practice_begin import begin_practice
from portal.acts.workplace import Workplace
from portal.desk.effort_forms import conclude_act
from portal.desk.forms import AnswerForm
from portal.desk.practice_acts import ACTS, act_named, form_for, free_roles
from portal.desk.practice_forms import BeginForm
from portal.desk.practice_page import can_review, practice_page
from portal.desk.practice_script import begun_with
from portal.errors import MoveRefused
from portal.promises.spoken import spoken_time
from portal.store import practices
from portal.team.practice import Practice, Stage
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

blueprint = Blueprint("desk_practice", __name__)
Answer = str | tuple[str, int] | Response
MOST_SHOWN = 30
_PAGE = paths.DESK_PRACTICE + "/<int:practice_id>"


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """A practice in the list: its address, what it is, and whose turn it is, in words."""

    address: str
    title: str
    says: str
    my_turn: bool


@blueprint.route(paths.DESK_PRACTICE, methods=["GET"])
def practice() -> Answer:
    return _list(_begin_form(blank=True))


@blueprint.post(paths.DESK_PRACTICE)
def begin() -> Answer:
    me, here, form = signed_in(), workplace(), _begin_form(blank=False)
    if not form.validate():
        return _list(form), 422
    person, coach = form.person.data or me.person.key, form.coach.data or None
    if person != me.person.key:
        coach = me.person.key
    try:
        practice_id = begin_practice(
            here, me.person.key, form.filling, drill=form.drill.data, person=person, coach=coach
        )
    except MoveRefused as error:
        form.problems.append(str(error))
        return _list(form), 409
    return redirect(paths.desk_practice(practice_id) if practice_id else paths.DESK_PRACTICE, 303)


@blueprint.get(_PAGE)
def one(practice_id: int) -> Answer:
    return _page(_mine(practice_id))


@blueprint.post(_PAGE + "/answer/draft")
def begin_with_script(practice_id: int) -> Answer:
    """The answer goes on with a script below what was typed. Nothing is kept: practice has no drafts."""
    mine = _mine(practice_id)
    form = form_for("answer", workplace(), mine, signed_in().person.key, blank=False)
    assert isinstance(form, AnswerForm)
    if not form.is_ours():
        return _page(mine, {"answer": form}, 422)
    begun = begun_with(workplace(), mine, request.form.get("begin", ""))
    form.script.data = request.form.get("begin", "") if begun else ""
    form.words.data = "\n\n".join(words for words in (form.words.data, begun) if words)
    return _page(mine, begun=form)


@blueprint.post(_PAGE + "/<act_name>")
def act(practice_id: int, act_name: str) -> Answer:
    mine, here, me = _mine(practice_id), workplace(), signed_in().person.key
    chosen = act_named(act_name) or abort(404)
    form = form_for(act_name, here, mine, me, blank=False)
    if not form.validate():
        return _page(mine, {act_name: form}, 422)
    try:
        done = chosen.do(here, mine, me, form)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(mine, {act_name: form}, 409)
    flash(done)
    return redirect(paths.desk_practice(practice_id), 303)


def _mine(practice_id: int) -> Practice:
    """Aborts with 404, the same for a practice of others as for none."""
    with workplace().store.reading() as conn:
        found = practices.practice_by_id(conn, practice_id)
    if found is None or not found.concerns(signed_in().person.key):
        abort(404)
    return found


def _page(
    mine: Practice, filled: dict[str, StampedForm] | None = None, status: int = 200, begun: StampedForm | None = None
) -> Answer:
    here, me = workplace(), signed_in().person.key
    shown = practice_page(here, mine, me)
    names = [*ACTS, *(conclude_act(told.key or 0) for told in shown.under_way)]
    forms = {name: form_for(name, here, mine, me, blank=True) for name in names} | (filled or {})
    if begun is not None:
        forms["answer"] = begun
    page = render_template(
        "desk/practice.html",
        page=shown,
        forms=forms,
        wrong=next(iter(filled.values())) if filled else None,
        drafts={},
        is_practice=True,
        team=None,
        address=paths.desk_practice(mine.id),
        my_turn=can_review(shown),
        roles=free_roles(mine) if shown.i_practise and mine.stage is not Stage.OVER else [],
    )
    return page, status


def _begin_form(*, blank: bool) -> BeginForm:
    form = BeginForm(formdata=None) if blank else BeginForm()
    form.offer(workplace().library.desk.drills, workplace().roster(), signed_in().person.key)
    return form


def _list(form: BeginForm) -> str:
    here, me = workplace(), signed_in()
    with here.store.reading() as conn:
        found = practices.practices_of(conn, me.person.key, MOST_SHOWN)
    lines = [_line(here, each, me.person.key) for each in found]
    return render_template(
        "desk/practice_list.html",
        form=form,
        lines=sorted(lines, key=lambda line: not line.my_turn),
        drills=sorted(here.library.desk.drills.values(), key=lambda drill: drill.title),
        topics={slug: topic.says for slug, topic in here.library.public.topics.items()},
        i_coach=me.person.key in here.roster().coaches,
    )


def _line(here: Workplace, practice: Practice, me: str) -> PracticeLine:
    roster, zone = here.roster(), here.roster().time_zone
    person = roster.people.get(practice.person)
    whose = "Yours" if practice.person == me else f"{person.name if person else 'A former colleague'}’s"
    begun = spoken_time(practice.begun_at, here.now(), zone)
    mine, coaches = practice.person == me, practice.coach == me
    stage = practice.stage
    turn = (
        (mine and stage in (Stage.PRACTISING, Stage.SELF_REVIEW))
        or (coaches and stage is Stage.COACH_REVIEW)
        or (practice.plays_customer(me) and stage is Stage.PRACTISING)
    )
    words = {
        Stage.PRACTISING: "under way",
        Stage.SELF_REVIEW: "to be looked back on",
        Stage.COACH_REVIEW: "looked back on; the coach is next" if practice.coach else "looked back on",
        Stage.OVER: "looked back on by both",
    }
    says = f"{whose}, begun {begun}, {words[stage]}"
    return PracticeLine(paths.desk_practice(practice.id), practice.title, says, turn)
