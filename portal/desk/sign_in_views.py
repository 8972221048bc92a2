"""The link of the mail: a GET shows a button, and only the POST signs in, because scanners of mail open links too."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.sessions import end_session
from portal.acts.sign_in import person_of_link, sign_in_by_link
from portal.desk.sign_in_forms import ButtonForm
from portal.team.roster import Person
from portal.web.access import forget_session, keep_session, session_token, signed_in
from portal.web.current import workplace
from portal.web.device_words import device_words
from portal.web.limits import WRONG_LINK, is_over
from portal.web.wanted_page import wanted_page

blueprint = Blueprint("desk_sign_in", __name__)
Answer = str | tuple[str, int] | Response
_LINK = paths.DESK_SIGN_IN + "<token>"


@blueprint.get(_LINK)
def show(token: str) -> Answer:
    person = person_of_link(workplace(), token)
    return _over() if person is None else _page(person, token, ButtonForm(formdata=None))


@blueprint.post(_LINK)
def sign_in(token: str) -> Answer:
    form, person = ButtonForm(), person_of_link(workplace(), token)
    if person is not None and not form.validate():
        return _page(person, token, form), 422
    new = sign_in_by_link(workplace(), token, device_words(request.user_agent.string), session_token())
    if new is None:
        return _over()
    answer = redirect(wanted_page(new.wanted), 303)
    keep_session(answer, new.token)
    return answer


@blueprint.post(paths.DESK_SIGN_OUT)
def sign_out() -> Answer:
    me, form = signed_in(), ButtonForm(prefix="sign-out")
    if not form.validate():
        flash(form.problems[0])
        return redirect(paths.DESK_SESSIONS, 303)
    end_session(workplace(), me.person.key, me.session.id)
    answer = redirect(paths.DESK, 303)
    forget_session(answer)
    flash("You are signed out here.")
    return answer


def _page(person: Person, token: str, form: ButtonForm) -> str:
    return render_template("desk/sign_in.html", person=person, form=form, address=paths.desk_sign_in(token))


def _over() -> Answer:
    """Used, expired, or never there: one answer, with the way to a fresh link."""
    if is_over(workplace(), WRONG_LINK):
        abort(429)
    return render_template("desk/sign_in_over.html"), 410
