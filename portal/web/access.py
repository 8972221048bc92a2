"""Who is signed in on the desk, and the door that keeps everybody else out.

Without a session every address of the desk answers alike, whether there is a page or not. Open are the way in and the
signed links of notices, which are keys of their own (portal.web.links).
"""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, g, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from portal import editing_paths, paths
from portal.acts.sessions import current_session
from portal.errors import EditorsOnly, LeadsOnly, TeamOnly
from portal.store.sessions import Session
from portal.team.roster import Person
from portal.web.current import workplace
from portal.web.error_pages import typed_words
from portal.web.origin import SAFE
from portal.web.wanted_page import wanted_page

_OPEN = (paths.DESK_REPORT, paths.DESK_SIGN_IN)
_OPEN_PAGES = (paths.DESK, paths.DESK_PROVIDER, paths.DESK_PROVIDER_RETURN)
# All that an editor who answers no reports has of the desk; no page of these shows what customers write.
_FOR_EDITORS = (editing_paths.ROOT, paths.DESK_PAGE_DRAFTS, paths.DESK_SESSIONS, paths.DESK_SIGN_OUT)
_FOR_THE_TEAM = paths.DESK_PAGE_DRAFTS + "/from"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody of team.yml with a session that lasts."""

    person: Person
    session: Session
    is_lead: bool
    is_editor: bool = False
    answers: bool = True
    """Whether they are a responder or a lead, and may see what customers write."""


def guard_desk(app: Flask) -> None:
    """Lead whoever is not signed in to the way in. To be added after the release in force is looked up."""

    @app.before_request
    def guard() -> AnyResponse | tuple[str, int] | None:
        if not needs_session(request.path):
            return None
        if (me := find_signed_in()) is not None:
            return _kept_apart(me)
        typed = typed_words()
        if typed:
            # The session ran out while they wrote: what they wrote comes back, to be copied.
            return render_template("desk/signed_out.html", typed=typed, wanted=_wanted()), 401
        return redirect(paths.desk_entrance(_wanted()), 303)


def _kept_apart(me: SignedIn) -> AnyResponse | None:
    """Whoever is an editor alone sees no report. Raises TeamOnly."""
    if me.answers or (_lies_at(_FOR_EDITORS, request.path) and not _lies_at((_FOR_THE_TEAM,), request.path)):
        return None
    if request.path == paths.DESK_REPORTS and request.method in SAFE:
        return redirect(editing_paths.ROOT, 303)
    raise TeamOnly("You edit pages here, and see no reports. If you need something from one, ask whoever answers it.")


def _lies_at(roots: tuple[str, ...], path: str) -> bool:
    return any(path == root or path.startswith(root + "/") for root in roots)


def needs_session(path: str) -> bool:
    """Whether an address is of the desk and not open to everybody."""
    return path.startswith(paths.DESK + "/") and path not in _OPEN_PAGES and not path.startswith(_OPEN)


def find_signed_in() -> SignedIn | None:
    """Whoever is signed in in this browser; looked up once for each request. Raises StoreUnavailable."""
    if "signed_in" not in g:
        g.signed_in = _look_up()
    return cast("SignedIn | None", g.signed_in)


def let_in() -> SignedIn | None:
    """Whoever the door has let in to this page. Asks the store nothing, so it is fit for error pages."""
    return cast("SignedIn | None", g.get("signed_in"))


def signed_in() -> SignedIn:
    """Whoever is signed in, on a page behind the door."""
    found = let_in()
    if found is None:
        raise RuntimeError(f"{request.path} is not behind the door of the desk")
    return found


def require_lead() -> SignedIn:
    """Raises LeadsOnly."""
    found = signed_in()
    if not found.is_lead:
        raise LeadsOnly("Responders do not have this page. If you need something from it, ask your lead.")
    return found


def require_editor() -> SignedIn:
    """Raises EditorsOnly."""
    found = signed_in()
    if not found.is_editor:
        raise EditorsOnly(
            "Editors change pages. Read the draft and say below it what you think, or ask an editor for a change."
        )
    return found


def session_token() -> str:
    """The token that the browser sent; empty without one."""
    return request.cookies.get(_cookie_name(), "")


def keep_session(answer: AnyResponse, token: str) -> None:
    """Hand the token to the browser. Whatever it kept for us before, the key of its forms included, is forgotten."""
    session.clear()
    answer.set_cookie(
        _cookie_name(),
        token,
        max_age=workplace().settings.session_valid_days * 86_400,
        path="/",
        secure=_is_https(),
        httponly=True,
        samesite="Lax",
    )


def forget_session(answer: AnyResponse) -> None:
    session.clear()
    answer.delete_cookie(_cookie_name(), path="/", secure=_is_https(), httponly=True, samesite="Lax")


def _look_up() -> SignedIn | None:
    token = session_token()
    found = current_session(workplace(), token) if token else None
    if found is None:
        return None
    roster = workplace().roster()
    return SignedIn(
        roster.everybody[found.person],
        found,
        is_lead=found.person in roster.leads,
        is_editor=found.person in roster.editors,
        answers=found.person in roster.people,
    )


def _cookie_name() -> str:
    """With https the browser itself takes care that nobody of a neighbouring host has set it (RFC 6265bis §4.1.3.2)."""
    return "__Host-forthright-desk" if _is_https() else "forthright-desk"


def _is_https() -> bool:
    return workplace().settings.service_url.startswith("https:")


def _wanted() -> str:
    """The page itself; of what was sent, the page that it was sent from."""
    if request.method in SAFE:
        return wanted_page(request.full_path.rstrip("?"))
    return wanted_page(urlsplit(request.referrer or "").path)
