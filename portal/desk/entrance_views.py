"""The way in: a responder asks for links to their open reports, which go to their own address."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.send_link_again import send_open_links
from portal.desk.forms import LinksForm
from portal.web.current import workplace
from portal.web.limits import ASK_FOR_LINK, is_over

blueprint = Blueprint("desk", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


@blueprint.get(paths.DESK)
def entrance() -> Answer:
    return render_template("desk/entrance.html", form=LinksForm(formdata=None), asked=False)


@blueprint.post(paths.DESK)
def ask_for_links() -> Answer:
    """The answer is the same whether the address is a responder's or not."""
    form = LinksForm()
    if not form.validate():
        return render_template("desk/entrance.html", form=form, asked=False), 422
    if is_over(workplace(), ASK_FOR_LINK):
        form.problems.append("You have asked several times just now. Wait a quarter of an hour, then ask again.")
        return render_template("desk/entrance.html", form=form, asked=False), 429, {"Retry-After": "900"}
    send_open_links(workplace(), form.mail.data)
    return render_template("desk/entrance.html", form=form, asked=True)
