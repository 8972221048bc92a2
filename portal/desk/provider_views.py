"""Signing in through the OpenID Connect provider: there, and back again."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.sign_in import record_refusal_by_provider, sign_in_by_provider
from portal.desk.entrance_views import entrance_page
from portal.desk.sign_in_forms import AddressForm
from portal.errors import SignInUnavailable
from portal.web.access import keep_session, session_token
from portal.web.current import workplace
from portal.web.device_words import device_words
from portal.web.sign_in_provider import provider
from portal.web.wanted_page import wanted_page

blueprint = Blueprint("desk_provider", __name__)
Answer = tuple[str, int] | Response


@blueprint.get(paths.DESK_PROVIDER)
def begin() -> Answer:
    return (provider() or abort(404)).begin(wanted_page(request.args.get("next")))


@blueprint.get(paths.DESK_PROVIDER_RETURN)
def finish() -> Answer:
    found = provider() or abort(404)
    address, wanted = found.finish()
    wanted = wanted_page(wanted)
    if address is None:
        record_refusal_by_provider(workplace())
        return _refused(f"{found.name} has not signed you in. Try it once more, or ask for a link by mail.", wanted)
    device = device_words(request.user_agent.string)
    new = sign_in_by_provider(workplace(), address, device, wanted, session_token())
    if new is None:
        return _refused(
            f"{found.name} knows you by an address that is not yours alone in this team. Ask for a link by mail.",
            wanted,
        )
    answer = redirect(new.wanted, 303)
    keep_session(answer, new.token)
    return answer


@blueprint.errorhandler(SignInUnavailable)
def unavailable(error: SignInUnavailable) -> Answer:
    return _refused(str(error), wanted_page(request.args.get("next")), 503)


def _refused(words: str, wanted: str, status: int = 403) -> tuple[str, int]:
    form = AddressForm(formdata=None, wanted=wanted)
    form.problems.append(words)
    return entrance_page(form), status
