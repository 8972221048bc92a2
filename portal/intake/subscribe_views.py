"""Mails about changes on the public pages: asked for, confirmed, changed and ended, without an account."""

from typing import NoReturn

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import subscription_paths
from portal.acts.keep_subscriber import Subscribed, change_subscriptions, end_subscriptions, subscribed
from portal.acts.subscribe import ask_to_subscribe, confirm_subscription, request_to_confirm
from portal.errors import BadToken
from portal.intake.subscribe_form import SubscribeForm, SubscriptionsForm
from portal.languages.messages import N_, _
from portal.library.library import PublicPages
from portal.library.page_news import EVERYTHING, may_be_asked_for, when_told
from portal.notices.addresses import comparable
from portal.reports.links import CONFIRM_SUBSCRIPTION, SUBSCRIBER, key_of_token, keyed_token
from portal.web.current import workplace
from portal.web.customers_language import language_of_answers, speak_in, step
from portal.web.limits import SUBSCRIBE, SUBSCRIPTION_MAILS, WRONG_LINK, is_over

blueprint = Blueprint("subscribe", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
QUICK = N_("That was quicker than reading takes. Look over it once more, then send it.")
TOO_MANY = N_("Many such mails were asked for from your connection. Wait a quarter of an hour, then ask again.")


@blueprint.before_request
def only_where_it_is_on() -> None:
    """The way out stays open for those who have such mails."""
    is_way_out = request.path.startswith((subscription_paths.SUBSCRIPTIONS, subscription_paths.STOP))
    if workplace().settings.subscriptions == "off" and not is_way_out:
        abort(404)


@blueprint.get(subscription_paths.SUBSCRIBE)
def form() -> Answer:
    """With the page, section or everything filled in from the address."""
    about, live = request.args.get("about", EVERYTHING), _live()
    known = about if may_be_asked_for(about, live) else EVERYTHING
    filled = SubscribeForm(formdata=None, data={"beside": known, "about": known})
    filled.offer(live)
    return _form_page(filled)


@blueprint.post(subscription_paths.SUBSCRIBE)
def ask() -> Answer:
    """The answer is the same whether the address is told already or not."""
    filled = SubscribeForm()
    filled.offer(_live())
    if not filled.validate():
        return _form_page(filled), 422
    if filled.was_quick():
        filled.problems.append(_(QUICK))
        return _form_page(filled), 422
    if is_over(workplace(), SUBSCRIBE):
        filled.problems.append(_(TOO_MANY))
        return _form_page(filled), 429, {"Retry-After": "900"}
    address, about = filled.mail.data, filled.about.data
    if not is_over(workplace(), SUBSCRIPTION_MAILS, comparable(address) or address):
        ask_to_subscribe(workplace(), filled.filling, address, about)
    return render_template("intake/changes/asked.html", address=address, when=when_told(about, _live()))


@blueprint.get(subscription_paths.CONFIRM + "<token>")
def ask_to_confirm(token: str) -> Answer:
    """Mail scanners open links, so a GET only shows the button."""
    found = request_to_confirm(workplace(), _key(token, CONFIRM_SUBSCRIPTION))
    if found is None:
        return _over()
    if "lang" not in request.args:
        speak_in(workplace().library.site.spoken_to(found.language))
    when = when_told(found.about, workplace().library.public)
    return render_template("intake/changes/confirm.html", asked=found, when=when, action=step(request.path))


@blueprint.post(subscription_paths.CONFIRM + "<token>")
def confirm(token: str) -> Answer:
    """Once. The token alone decides: whoever has it could press the button as well."""
    subscriber = confirm_subscription(workplace(), _key(token, CONFIRM_SUBSCRIPTION))
    if subscriber is None:
        return _over()
    flash(_("Done. We write to you when it changes."))
    token = keyed_token(workplace().secret, SUBSCRIBER, subscriber.key)
    return redirect(step(subscription_paths.subscriptions(token)), 303)


@blueprint.get(subscription_paths.SUBSCRIPTIONS + "<token>")
def yours(token: str) -> Answer:
    found = subscribed(workplace(), _key(token, SUBSCRIBER))
    if found is None:
        return _over()
    filled = SubscriptionsForm(formdata=None, data={"wanted": list(found.asked_for)})
    filled.offer(found.asked_for, workplace().library.public)
    return _yours_page(token, filled, found)


@blueprint.post(subscription_paths.SUBSCRIPTIONS + "<token>")
def change(token: str) -> Answer:
    key = _key(token, SUBSCRIBER)
    found = subscribed(workplace(), key)
    if found is None:
        return _over()
    filled = SubscriptionsForm()
    filled.offer(found.asked_for, workplace().library.public)
    if not filled.validate():
        return _yours_page(token, filled, found), 422
    if not change_subscriptions(workplace(), key, filled.wanted.data):
        return _over()
    flash(_("Done. From now on we write to you about what you chose."))
    return redirect(step(subscription_paths.subscriptions(token)), 303)


@blueprint.get(subscription_paths.STOP + "<token>")
def ask_to_stop(token: str) -> Answer:
    """Mail scanners open links, so a GET only shows the button."""
    found = subscribed(workplace(), _key(token, SUBSCRIBER))
    return render_template("intake/changes/stop.html", action=step(request.path), is_over=found is None)


@blueprint.post(subscription_paths.STOP + "<token>")
def stop(token: str) -> Answer:
    """By the button, or by a mail program without any cookie (RFC 8058 §3.1): the token alone decides."""
    end_subscriptions(workplace(), _key(token, SUBSCRIBER))
    return render_template("intake/changes/stop.html", action=request.path, is_over=True)


def _live() -> PublicPages:
    here = workplace()
    return here.library.public.live_on(here.local_day(here.now()))


def _form_page(filled: SubscribeForm) -> str:
    return render_template(
        "intake/changes/form.html",
        form=filled,
        page=_live().by_path(filled.beside.data or ""),
        action=step(subscription_paths.SUBSCRIBE),
        answers_in=language_of_answers(),
    )


def _yours_page(token: str, filled: SubscriptionsForm, found: Subscribed) -> str:
    return render_template(
        "intake/changes/yours.html",
        form=filled,
        subscribed=found,
        action=step(subscription_paths.subscriptions(token)),
        stop=step(subscription_paths.stop(token)),
    )


def _key(token: str, purpose: str) -> str:
    """Aborts with 404, or 429 for somebody who guesses."""
    try:
        return key_of_token(token, workplace().keys, purpose)
    except BadToken:
        _refuse()


def _refuse() -> NoReturn:
    abort(429 if is_over(workplace(), WRONG_LINK) else 404)


def _over() -> Answer:
    """The link was good once; whoever it was for used it, ended it, or waited too long."""
    address = step(subscription_paths.SUBSCRIBE) if workplace().settings.subscriptions == "on" else ""
    return render_template("intake/changes/over.html", form_address=address), 410
