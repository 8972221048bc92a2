"""The pages of causes on the desk: what is behind several reports, said once to all. A GET shows, only a POST changes.

Behind the door of the desk (portal.web.access).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.answer_cause import answer_cause, resolve_cause
from portal.acts.cause_acting import Sentence
from portal.acts.close_cause import close_cause
from portal.acts.update_cause import reopen_cause, update_cause
from portal.acts.workplace import Workplace
from portal.desk.cause_forms import AnswerAllForm, CloseCauseForm, RenewForm, ResolveAllForm
from portal.desk.cause_page import CausePage, cause_lines, cause_page, reached_words
from portal.errors import MoveRefused
from portal.reports.causes import Saying
from portal.store import cause_sayings
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

blueprint = Blueprint("desk_causes", __name__)
Answer = str | tuple[str, int] | Response
_CAUSE = paths.DESK_CAUSES + "/<int:cause_id>"


@dataclass(frozen=True, slots=True)
class CauseAct:
    """`do` takes workplace, the cause's id, person and the validated form; it raises MoveRefused."""

    form: Callable[..., StampedForm]
    do: Callable[[Workplace, int, str, Any], Saying | None]
    done: str


def _sentence(form: RenewForm) -> Sentence:
    return Sentence(form.sentence.data, form.next_word_at(workplace().now(), workplace().library.site.time_zone))


ACTS: Mapping[str, CauseAct] = {
    "renew": CauseAct(
        RenewForm, lambda w, cause, me, form: update_cause(w, cause, me, form.filling, _sentence(form)), "Said to all."
    ),
    "answer": CauseAct(
        AnswerAllForm, lambda w, cause, me, form: answer_cause(w, cause, me, form.filling, form.words.data), "Answered."
    ),
    "resolve": CauseAct(
        ResolveAllForm,
        lambda w, cause, me, form: resolve_cause(w, cause, me, form.filling, form.what_we_did.data),
        "Resolved.",
    ),
    "close": CauseAct(
        CloseCauseForm,
        lambda w, cause, me, form: close_cause(w, cause, me, form.filling, form.words.data or ""),
        "Closed. Its reports stay with whoever has them.",
    ),
    "reopen": CauseAct(
        RenewForm,
        lambda w, cause, me, form: reopen_cause(w, cause, me, form.filling, _sentence(form)),
        "Open again.",
    ),
}


@blueprint.get(paths.DESK_CAUSES)
def causes_() -> Answer:
    running, ended = cause_lines(workplace())
    return render_template("desk/causes.html", running=running, ended=ended)


@blueprint.get(_CAUSE)
def cause(cause_id: int) -> Answer:
    return _page(_found(cause_id))


@blueprint.post(_CAUSE + "/<act_name>")
def act(cause_id: int, act_name: str) -> Answer:
    chosen, shown = ACTS.get(act_name) or abort(404), _found(cause_id)
    form = chosen.form(prefix=act_name)
    _offer(form, shown)
    if not form.validate():
        return _page(shown, {act_name: form}, 422)
    try:
        saying = chosen.do(workplace(), cause_id, signed_in().person.key, form)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(_found(cause_id), {act_name: form}, 409)
    flash(f"{chosen.done} {_reached(saying)}".strip())
    return redirect(paths.desk_cause(cause_id), 303)


def _found(cause_id: int) -> CausePage:
    """Aborts with 404."""
    return (cause_page(workplace(), cause_id) if cause_id < 2**62 else None) or abort(404)


def _offer(form: StampedForm, shown: CausePage) -> None:
    match form:
        case RenewForm():
            form.offer(shown.promised)
        case CloseCauseForm():
            form.offer(was_public=bool(shown.cause.sentence))


def _reached(saying: Saying | None) -> str:
    if saying is None:
        return ""
    with workplace().store.reading() as conn:
        counts = cause_sayings.counts(conn, saying.cause_id).get(saying.id, {})
        passed = cause_sayings.not_said(conn, saying.cause_id).get(saying.id, {})
    return reached_words(saying, counts, passed)


def _page(shown: CausePage, filled: Mapping[str, StampedForm] | None = None, status: int = 200) -> Answer:
    forms = {name: each.form(prefix=name, formdata=None) for name, each in ACTS.items()}
    for form in forms.values():
        _offer(form, shown)
    page = render_template(
        "desk/cause.html",
        page=shown,
        forms=forms | dict(filled or {}),
        wrong=next(iter(filled.values())) if filled else None,
        address=shown.line.address,
    )
    return page, status
