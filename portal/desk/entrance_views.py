"""The way in: who is not signed in asks for a link, which goes to their own address."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.sign_in import ask_for_sign_in
from portal.acts.sign_in_mail import VALID_MINUTES
from portal.desk.sign_in_forms import AddressForm
from portal.web.access import find_signed_in
from portal.web.current import workplace
from portal.web.limits import ASK_FOR_LINK, SIGN_IN_MAIL, is_over
from portal.web.sign_in_provider import provider
from portal.web.wanted_page import wanted_page

blueprint = Blueprint("desk", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


@blueprint.get(paths.DESK)
def entrance() -> Answer:
    wanted = wanted_page(request.args.get("next"))
    if find_signed_in() is not None:
        return redirect(wanted, 303)
    return entrance_page(AddressForm(formdata=None, wanted=wanted))


@blueprint.post(paths.DESK)
def ask() -> Answer:
    """The answer is the same whether the address is somebody's or not."""
    form = AddressForm()
    if not form.validate():
        return entrance_page(form), 422
    address = form.mail.data
    if is_over(workplace(), ASK_FOR_LINK) or is_over(workplace(), SIGN_IN_MAIL, address.casefold()):
        form.problems.append("You have asked several times just now. Wait a quarter of an hour, then ask again.")
        return entrance_page(form), 429, {"Retry-After": "900"}
    ask_for_sign_in(workplace(), address, form.wanted.data)
    return render_template("desk/sign_in_asked.html", minutes=VALID_MINUTES)


def entrance_page(form: AddressForm) -> str:
    return render_template("desk/entrance.html", form=form, provider=provider())
