"""Pause, break, back: one tap away on every page of the desk, in its footer. DESIGN §1.3."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.hand_on import due_before_back
from portal.acts.rest import RestNow, come_back, pause, rest_now, take_break
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import MoveRefused, StoreError
from portal.promises.spoken import spoken_time
from portal.team.resting import TAKEN_WITHIN
from portal.web.access import SignedIn, let_in, needs_session, signed_in
from portal.web.current import workplace
from portal.web.wanted_page import wanted_page

blueprint = Blueprint("desk_rest", __name__)
BEFORE_THE_END = timedelta(hours=1)
_DOINGS = {
    "pause": (pause, "Ten minutes are yours. They count as work, and no report comes to you meanwhile."),
    "break": (take_break, "Enjoy your break. No report comes to you meanwhile, unless you are the only one there."),
    "back": (come_back, "Welcome back."),
}


@dataclass(frozen=True, slots=True)
class RestShown:
    """`says` is how it stands; `presses` are what can be done: name, label and form."""

    says: str
    presses: tuple[tuple[str, str, ButtonForm], ...]


@blueprint.post(paths.DESK_REST + "/<doing>")
def rest(doing: str) -> Response:
    do, done = _DOINGS.get(doing) or abort(404)
    form = ButtonForm(prefix=f"rest-{doing}")
    if not form.validate():
        return _back(form.problems[0])
    try:
        do(workplace(), signed_in().person)
    except MoveRefused as error:
        return _back(str(error))
    return _back(done)


def add_rest(app: Flask) -> None:
    """What the footer of a desk page says of rest, and what my desk says before a shift ends."""

    @app.context_processor
    def my_rest() -> dict[str, Any]:
        me = let_in() if needs_session(request.path) else None
        if me is None or not me.answers:
            return {}
        try:
            return {"my_rest": _shown(rest_now(workplace(), me.person)), "before_leaving": _before_leaving(me)}
        except StoreError:
            return {}  # an error page must not fail over it


def _shown(now: RestNow) -> RestShown:
    here = workplace()

    def said(at: Any) -> str:
        return spoken_time(at, here.now(), here.roster().time_zone).removesuffix(" today")

    def press(doing: str, label: str) -> tuple[str, str, ButtonForm]:
        return doing, label, ButtonForm(prefix=f"rest-{doing}", formdata=None)

    if now.until is not None:
        what = "You are on your break" if now.on_break else "You are pausing"
        return RestShown(f"{what} until {said(now.until)}.", (press("back", "I am back"),))
    presses = [press("pause", "Pause for ten minutes")]
    if now.next is None:
        return RestShown("A pause counts as work.", tuple(presses))
    if now.next.start - TAKEN_WITHIN <= here.now():
        presses.insert(0, press("break", "I am on my break"))
    is_past = now.next.start <= here.now()
    says = f"Your break {'was planned' if is_past else 'is'} at {said(now.next.start)}. A pause counts as work."
    return RestShown(says, tuple(presses))


def _before_leaving(me: SignedIn) -> str:
    """On my desk, in the last hour of a shift: what falls due before I am back."""
    if request.path != paths.DESK_REPORTS or me.is_lead:
        return ""
    due = due_before_back(workplace(), me.person.key, within=BEFORE_THE_END)
    if not due:
        return ""
    which = ", ".join(each.reference for each in due[:5]) + (" and others" if len(due) > 5 else "")
    if len(due) == 1:
        return (
            f"One of yours falls due before you are back: {which}. Hand it over, or it goes to a colleague by itself."
        )
    words = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}
    count = words.get(len(due), str(len(due)))
    return f"{count} of yours fall due before you are back: {which}. Hand them over, or they go by themselves."


def _back(words: str) -> Response:
    """To the page on which it was pressed."""
    flash(words)
    return redirect(wanted_page(urlsplit(request.referrer or "").path), 303)
