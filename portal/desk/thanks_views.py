"""Thanks: what one was given, the form to thank somebody, and the wall of what people have agreed to show."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.thank_colleague import thank_colleague
from portal.acts.wall import my_thanks, show_on_wall, take_off_wall, wall
from portal.desk.sign_in_forms import ButtonForm
from portal.desk.thanks_forms import ThankForm
from portal.errors import MoveRefused
from portal.promises.spoken import spoken_date
from portal.reports.references import find_reference
from portal.reports.report import Report
from portal.store import reports
from portal.store.thanks import Thanks
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

blueprint = Blueprint("desk_thanks", __name__)
Answer = str | tuple[str, int] | Response
_MOVES = {
    "show": (show_on_wall, "It is on the wall. Take it off whenever you like."),
    "hide": (take_off_wall, "It is yours alone again."),
}
_UNKNOWN = "There is no report with this reference. Look at it again, or leave it empty."


@dataclass(frozen=True, slots=True)
class ThanksShown:
    """`giver` is as inside a sentence; `words` may be empty; `reference` too, always so on the wall."""

    id: int
    to: str
    giver: str
    words: str
    day: str
    reference: str
    report_address: str
    is_on_wall: bool


@blueprint.get(paths.DESK_THANKS)
def thanks() -> Answer:
    form = ThankForm(prefix="thank", formdata=None)
    _offer(form)
    form.report.data = find_reference(request.args.get("report", "")) or ""
    return _page(form)


@blueprint.post(paths.DESK_THANKS)
def give() -> Answer:
    form = ThankForm(prefix="thank")
    _offer(form)
    if not form.validate():
        return _page(form, form, 422)
    report = _report(form.report.data or "")
    if form.report.data and report is None:
        form.report.errors = [_UNKNOWN]
        return _page(form, form, 422)
    me = signed_in().person.key
    try:
        thank_colleague(workplace(), me, form.filling, to=form.to.data, words=form.words.data, report=report)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(form, form, 409)
    flash("Your thanks is with them.")
    return redirect(paths.DESK_THANKS, 303)


@blueprint.post(paths.DESK_THANKS + "/<int:thanks_id>/<move>")
def move(thanks_id: int, move: str) -> Answer:
    do, done = _MOVES.get(move) or abort(404)
    form, fresh = ButtonForm(prefix="wall"), ThankForm(prefix="thank", formdata=None)
    _offer(fresh)
    if not form.validate():
        return _page(fresh, form, 422)
    try:
        do(workplace(), thanks_id, signed_in().person.key)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(fresh, form, 409)
    flash(done)
    return redirect(paths.DESK_THANKS, 303)


@blueprint.get(paths.DESK_WALL)
def the_wall() -> Answer:
    return render_template("desk/wall.html", thanks=_shown(wall(workplace())))


def _page(form: ThankForm, wrong: StampedForm | None = None, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "desk/thanks.html",
        mine=_shown(my_thanks(workplace(), signed_in().person.key)),
        form=form,
        moving=ButtonForm(prefix="wall", formdata=None),
        wrong=wrong,
    )
    return page, status


def _offer(form: ThankForm) -> None:
    me, people = signed_in().person.key, workplace().roster().people
    form.offer(sorted((each for key, each in people.items() if key != me), key=lambda each: each.name.casefold()))


def _report(typed: str) -> Report | None:
    reference = find_reference(typed)
    with workplace().store.reading() as conn:
        return reports.report_by_reference(conn, reference) if reference else None


def _shown(found: Iterable[Thanks]) -> list[ThanksShown]:
    people, zone = workplace().roster().people, workplace().library.site.time_zone

    def name(key: str | None) -> str:
        if key is None:
            return "a customer"
        return people[key].name if key in people else "a colleague who has left"

    return [
        ThanksShown(
            id=each.id,
            to=name(each.person),
            giver=name(each.giver),
            words=each.words,
            day=spoken_date(each.at, zone),
            reference=each.reference or "",
            report_address=paths.desk_report_signed_in(each.reference) if each.reference else "",
            is_on_wall=each.on_wall_since is not None,
        )
        for each in found
    ]
