"""Exceptions to policies: what is allowed differently for now. Everybody on the desk reads them; leads make them.

A GET shows, only a POST changes. Behind the door of the desk (portal.web.access).
"""

import re

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.make_exception import end_exception, make_exception
from portal.desk.exception_forms import EndForm, ExceptionForAllForm
from portal.desk.exceptions_beside import exceptions_shown
from portal.errors import MoveRefused
from portal.store import policy_exceptions
from portal.web.access import require_lead, signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

blueprint = Blueprint("desk_exceptions", __name__)
Answer = str | tuple[str, int] | Response
MOST_OVER = 50


@blueprint.get(paths.DESK_EXCEPTIONS)
def exceptions() -> Answer:
    return _page(_fresh())


@blueprint.post(paths.DESK_EXCEPTIONS + "/make")
def make() -> Answer:
    me, form = require_lead(), ExceptionForAllForm(prefix="exception")
    _offer(form)
    if not form.validate():
        return _page(form, form), 422
    try:
        make_exception(workplace(), me.person.key, form.filling, form.wanted())
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(form, form), 409
    flash("The exception holds. A change to the policy’s page waits among the drafts.")
    return redirect(paths.DESK_EXCEPTIONS, 303)


@blueprint.post(paths.DESK_EXCEPTIONS + "/<exception_id>/end")
def end(exception_id: str) -> Answer:
    me, form = require_lead(), EndForm()
    if not re.fullmatch("[0-9]{1,18}", exception_id):
        abort(404)
    if not form.validate():
        return _page(_fresh(), form), 422
    try:
        end_exception(workplace(), int(exception_id), me.person.key)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(_fresh(), form), 409
    flash("Ended. The policy holds again as it is written.")
    return redirect(paths.DESK_EXCEPTIONS, 303)


def _fresh() -> ExceptionForAllForm:
    form = ExceptionForAllForm(prefix="exception", formdata=None)
    _offer(form)
    return form


def _offer(form: ExceptionForAllForm) -> None:
    form.offer(workplace().library, workplace().local_day(workplace().now()))


def _page(form: ExceptionForAllForm, wrong: StampedForm | None = None) -> str:
    now = workplace().now()
    with workplace().store.reading() as conn:
        in_force = policy_exceptions.in_force(conn, now)
        over = policy_exceptions.over(conn, now, MOST_OVER)
    return render_template(
        "desk/exceptions.html",
        in_force=exceptions_shown(workplace(), in_force),
        over=exceptions_shown(workplace(), over),
        form=form,
        ending=EndForm(formdata=None),
        wrong=wrong,
        i_lead=signed_in().is_lead,
    )
