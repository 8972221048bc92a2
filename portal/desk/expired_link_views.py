"""A signed link that was good once: a fresh one goes by mail to whom it was made for, and what was typed comes back."""

from flask import Blueprint, abort, render_template, request

from portal import paths
from portal.acts.send_link_again import send_responder_link_again
from portal.desk.forms import FreshLinkForm
from portal.errors import ExpiredToken
from portal.web.current import workplace
from portal.web.error_pages import typed_words
from portal.web.limits import ASK_FOR_LINK, is_over
from portal.web.links import expired_responders_report

blueprint = Blueprint("desk_expired_link", __name__)
Answer = str | tuple[str, int]


@blueprint.post(paths.DESK_REPORT + "<token>/fresh-link")
def fresh_link(token: str) -> Answer:
    """The link of somebody who had one: a new one goes to their own address, so the old one gives nothing away."""
    found, person = expired_responders_report(token)
    form = FreshLinkForm()
    if not form.validate():
        return _expired_page(token, form), 422
    if is_over(workplace(), ASK_FOR_LINK, f"{found.reference} {person}"):
        abort(429)
    send_responder_link_again(workplace(), found, person)
    return _expired_page(token, form, sent=True)


def expired(error: ExpiredToken) -> Answer:
    """For every blueprint behind a signed link."""
    form = FreshLinkForm(formdata=None)
    return _expired_page(str((request.view_args or {})["token"]), form, words=str(error)), 410


def _expired_page(token: str, form: FreshLinkForm, *, words: str = "", sent: bool = False) -> str:
    return render_template(
        "desk/expired.html",
        form=form,
        sent=sent,
        words=words,
        address=paths.desk_report(token),
        typed=typed_words(),
    )
