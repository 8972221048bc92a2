"""Training: what I am trained for and until when, what helps, and asking for more; a lead answers there."""

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.ask_for_training import answer_training, ask_for_training
from portal.desk.training_forms import AnswerTrainingForm, AskTrainingForm
from portal.desk.training_page import answer_form, training_page
from portal.errors import MoveRefused
from portal.store import training_requests
from portal.web.access import require_lead, signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_training", __name__)
Answer = str | tuple[str, int] | Response


@blueprint.get(paths.DESK_TRAINING)
def training() -> Answer:
    return _page()


@blueprint.post(paths.DESK_TRAINING)
def ask() -> Answer:
    form = AskTrainingForm()
    if not form.validate():
        return _page(form), 422
    try:
        ask_for_training(workplace(), signed_in().person.key, form.filling, form.wish.data)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(form), 409
    return _back("Asked. Your leads have a notice.")


@blueprint.post(paths.DESK_TRAINING + "/requests/<int:request_id>")
def answer(request_id: int) -> Answer:
    lead = require_lead().person.key
    with workplace().store.reading() as conn:
        if training_requests.request_by_id(conn, request_id) is None:
            abort(404)
    form = answer_form(request_id, blank=False)
    if not form.validate():
        return _page(answering=form), 422
    try:
        answer_training(workplace(), request_id, lead, form.answer.data)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(answering=form), 409
    return _back("Answered. They have a notice.")


def _page(form: AskTrainingForm | None = None, answering: AnswerTrainingForm | None = None) -> str:
    me = signed_in()
    return render_template(
        "desk/training.html",
        page=training_page(workplace(), me.person, is_lead=me.is_lead, form=answering),
        form=form or AskTrainingForm(formdata=None),
        wrong=form or answering,
        is_lead=me.is_lead,
    )


def _back(words: str) -> Response:
    flash(words)
    return redirect(paths.DESK_TRAINING, 303)
