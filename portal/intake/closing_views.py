"""What a customer says and decides at the end: heard right, two questions, thanks, mails off, their data."""

import json

from flask import Blueprint, Response, flash, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from portal import paths
from portal.acts.erase import erase
from portal.acts.listen import confirm_heard, correct_heard
from portal.acts.mute import send_mails_again, stop_mails
from portal.acts.my_data import my_data
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.thank import helpers_of, thank
from portal.errors import MoveRefused
from portal.intake.tracking_forms import EraseForm, FeedbackForm, HeardForm, ThanksForm
from portal.intake.tracking_page import tracking_page
from portal.languages.messages import _
from portal.reports.links import MUTE, TRACK
from portal.web.current import workplace
from portal.web.links import customers_report

blueprint = Blueprint("closing", __name__)
Answer = str | tuple[str, int] | AnyResponse
_PAGE = paths.TRACKING + "<token>"


@blueprint.post(_PAGE + "/heard")
def heard(token: str) -> Answer:
    """With a correction it is put right; without one it is confirmed."""
    report = customers_report(token, TRACK)
    form = HeardForm(prefix="heard")
    if not form.validate():
        return tracking_page(token, report, {"heard": form}, 422)
    entry_id, correction = int(form.entry.data), (form.correction.data or "").strip()
    try:
        if correction:
            correct_heard(workplace(), report.id, form.filling, entry_id, correction)
        else:
            confirm_heard(workplace(), report.id, entry_id)
    except MoveRefused as error:
        form.problems.append(str(error))
        return tracking_page(token, report, {"heard": form}, 409)
    flash(_("Thank you. The person who has your report knows."))
    return redirect(paths.tracking(token), 303)


@blueprint.post(_PAGE + "/how-it-went")
def how_it_went(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = FeedbackForm(prefix="feedback")
    if not form.validate():
        return tracking_page(token, report, {"feedback": form}, 422)
    try:
        say_how_it_went(workplace(), report.id, form.said())
    except MoveRefused as error:
        form.problems.append(str(error))
        return tracking_page(token, report, {"feedback": form}, 409)
    flash(_("Thank you. We keep the two answers apart, and both count."))
    return redirect(paths.tracking(token), 303)


@blueprint.post(_PAGE + "/thanks")
def thanks(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = ThanksForm(prefix="thanks")
    form.offer(helpers_of(workplace(), report))
    if not form.validate():
        return tracking_page(token, report, {"thanks": form}, 422)
    thank(workplace(), report.id, form.filling, form.words.data or "", form.chosen)
    flash(_("Your thanks is with whoever earned it."))
    return redirect(paths.tracking(token), 303)


@blueprint.get(paths.STOP_MAILS + "<token>")
def ask_stop_mails(token: str) -> Answer:
    """Mail scanners open links, so a GET only shows the button."""
    report = customers_report(token, MUTE)
    return render_template("intake/stop_mails.html", report=report, address=paths.stop_mails(token), done="")


@blueprint.post(paths.STOP_MAILS + "<token>")
def do_stop_mails(token: str) -> Answer:
    """By the button, or by a mail program without any cookie (RFC 8058 §3.1): the token alone decides."""
    report = customers_report(token, MUTE)
    stop_mails(workplace(), report.id)
    return render_template("intake/stop_mails.html", report=report, address=paths.stop_mails(token), done="stopped")


@blueprint.post(paths.STOP_MAILS + "<token>/again")
def mails_again(token: str) -> Answer:
    report = customers_report(token, MUTE)
    send_mails_again(workplace(), report.id)
    return render_template("intake/stop_mails.html", report=report, address=paths.stop_mails(token), done="again")


@blueprint.get(_PAGE + "/data")
def data(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = EraseForm(formdata=None)
    return render_template("intake/data.html", report=report, address=paths.tracking(token), form=form)


@blueprint.get(_PAGE + "/data.json")
def download(token: str) -> Answer:
    report = customers_report(token, TRACK)
    body = json.dumps(my_data(workplace(), report), ensure_ascii=False, indent=2)
    name = f"report-{report.reference}.json"
    return Response(
        body + "\n", mimetype="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@blueprint.post(_PAGE + "/data")
def do_erase(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = EraseForm()
    if not form.validate():
        page = render_template("intake/data.html", report=report, address=paths.tracking(token), form=form)
        return page, 422
    erase(workplace(), report.id)
    flash(_("Erased. What was written is gone; that there was a report stays counted."))
    return redirect(paths.tracking(token), 303)
