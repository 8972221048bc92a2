"""Where I am signed in: my own sessions, each to be ended by itself, or all others at once."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.sessions import end_other_sessions, end_session, sessions_of
from portal.desk.sign_in_forms import ButtonForm
from portal.promises.spoken import spoken_time
from portal.store.sessions import Session
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_sessions", __name__)
Answer = str | Response


@dataclass(frozen=True, slots=True)
class SessionShown:
    """`since` and `seen` are times as people say them."""

    id: int
    device: str
    since: str
    seen: str
    is_this: bool
    form: ButtonForm


@blueprint.get(paths.DESK_SESSIONS)
def sessions() -> Answer:
    me = signed_in()
    shown = [_shown(session, me.session.id) for session in sessions_of(workplace(), me.person.key)]
    return render_template(
        "desk/sessions.html",
        me=me,
        sessions=shown,
        sign_out=ButtonForm(prefix="sign-out", formdata=None),
        end_others=ButtonForm(prefix="end-others", formdata=None),
    )


@blueprint.post(paths.DESK_SESSIONS + "/<int:session_id>/end")
def end(session_id: int) -> Answer:
    form = ButtonForm(prefix=f"end-{session_id}")
    if not form.validate():
        return _back(form.problems[0])
    if not end_session(workplace(), signed_in().person.key, session_id):
        abort(404)
    return _back("Nobody is signed in there any more.")


@blueprint.post(paths.DESK_SESSIONS + "/end-others")
def end_others() -> Answer:
    form, me = ButtonForm(prefix="end-others"), signed_in()
    if not form.validate():
        return _back(form.problems[0])
    end_other_sessions(workplace(), me.person.key, me.session.id)
    return _back("You are signed in here and nowhere else.")


def _back(words: str) -> Answer:
    flash(words)
    return redirect(paths.DESK_SESSIONS, 303)


def _shown(session: Session, this: int) -> SessionShown:
    now, time_zone = workplace().now(), workplace().roster().time_zone
    return SessionShown(
        session.id,
        session.device,
        spoken_time(session.created_at, now, time_zone),
        spoken_time(session.last_seen_at, now, time_zone),
        session.id == this,
        ButtonForm(prefix=f"end-{session.id}", formdata=None),
    )
