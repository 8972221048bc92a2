"""The customer's private page: it shows, and takes what they write. A GET never changes anything."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.call_late import call_late
from portal.acts.choose_language import choose_language
from portal.acts.correct_contact import correct_contact
from portal.acts.send_link_again import send_customer_link_again
from portal.acts.withdraw import withdraw
from portal.acts.write_or_carry_on import Written, write_or_carry_on
from portal.errors import MoveRefused, ReleaseChanged
from portal.intake.staging import staged_attachments
from portal.intake.tracking import tracking_of
from portal.intake.tracking_forms import LateForm, LostLinkForm, ReachForm, WithdrawForm, WriteForm
from portal.intake.tracking_page import tracking_page
from portal.languages.messages import _
from portal.languages.speaking import language
from portal.reports.links import RECEIPT, TRACK, customer_token
from portal.reports.report import Attachment, ContactKind, Report
from portal.web.attachment_view import send_attachment
from portal.web.current import workplace
from portal.web.limits import ASK_FOR_LINK, WRITE_AGAIN, is_over
from portal.web.links import customers_report

blueprint = Blueprint("tracking", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
_PAGE = paths.TRACKING + "<token>"


@blueprint.get(_PAGE)
def tracking(token: str) -> Answer:
    return tracking_page(token, customers_report(token, TRACK))


@blueprint.post(_PAGE + "/write")
def write(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = WriteForm()
    files, file_problems = staged_attachments(form.files.data or [])
    valid = form.validate()
    if file_problems:
        form.files.errors = file_problems
    if not valid or file_problems:
        return tracking_page(token, report, {"write": form}, 422, files)
    if is_over(workplace(), WRITE_AGAIN, report.reference):
        form.problems.append(_("You have written many times just now. Wait ten minutes and send it again."))
        return tracking_page(token, report, {"write": form}, 429, files)
    try:
        shown_release = request.form.get("release", "")
        written = write_or_carry_on(workplace(), report.id, form.filling, form.words.data, tuple(files), shown_release)
    except (MoveRefused, ReleaseChanged) as error:
        form.problems.append(str(error))
        return tracking_page(token, report, {"write": form}, 409, files)
    return _written(token, report, written)


def _written(token: str, report: Report, written: Written) -> Answer:
    """To where the words stand now: this page, that of the report that goes on from it, or the receipt of a new one."""
    there = written.report
    if written.is_new:
        receipt = customer_token(workplace().secret, RECEIPT, there.reference, there.generation)
        return redirect(paths.receipt(receipt), 303)
    if there.id != report.id:
        token = customer_token(workplace().secret, TRACK, there.reference, there.generation)
    flash(_("Sent. It shows below, and the person who has your report knows."))
    return redirect(paths.tracking(token), 303)


@blueprint.post(_PAGE + "/late")
def late(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = LateForm(prefix="late")
    if form.validate():
        try:
            call_late(workplace(), report.id)
        except MoveRefused as error:
            form.problems.append(str(error))
    if form.problems:
        return tracking_page(token, report, {"late": form}, 409)
    flash(_("The lead knows now. The person who has your report keeps it."))
    return redirect(paths.tracking(token), 303)


@blueprint.get(_PAGE + "/contact")
def contact(token: str) -> Answer:
    report = customers_report(token, TRACK)
    now = tracking_of(workplace(), report, _no_files).contact
    known = {"contact": now.kind.value, "name": now.name, "language": language()}
    known |= {ContactKind.MAIL: {"mail": now.address}, ContactKind.PHONE: {"phone": now.address}}.get(now.kind, {})
    return _contact_page(token, report, ReachForm(formdata=None, data=known))


@blueprint.post(_PAGE + "/contact")
def change_contact(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = ReachForm()
    if not form.validate():
        return _contact_page(token, report, form, 422)
    choose_language(workplace(), report.id, form.language.data or "")
    correct_contact(workplace(), report.id, form.as_contact())
    flash(_("Changed. From now on we reach you this way."))
    return redirect(paths.tracking(token), 303)


@blueprint.get(_PAGE + "/withdraw")
def ask_withdraw(token: str) -> Answer:
    report = customers_report(token, TRACK)
    if not report.status.is_open:
        return redirect(paths.tracking(token), 303)
    return _withdraw_page(token, report, WithdrawForm(formdata=None))


@blueprint.post(_PAGE + "/withdraw")
def do_withdraw(token: str) -> Answer:
    report = customers_report(token, TRACK)
    form = WithdrawForm()
    if not form.validate():
        return _withdraw_page(token, report, form, 422)
    try:
        withdraw(workplace(), report.id)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _withdraw_page(token, report, form, 409)
    return redirect(paths.tracking(token), 303)


@blueprint.get(_PAGE + "/files/<attachment_id>")
def file(token: str, attachment_id: str) -> Answer:
    return send_attachment(customers_report(token, TRACK), attachment_id)


@blueprint.get(paths.REPORT_LINK)
def lost_link() -> Answer:
    return render_template("intake/lost_link.html", form=LostLinkForm(formdata=None), asked=False)


@blueprint.post(paths.REPORT_LINK)
def send_lost_link() -> Answer:
    """The answer is the same whether reference and address belong together or not."""
    form = LostLinkForm()
    if not form.validate():
        return render_template("intake/lost_link.html", form=form, asked=False), 422
    if is_over(workplace(), ASK_FOR_LINK):
        form.problems.append(_("You have asked several times just now. Wait a quarter of an hour, then ask again."))
        return render_template("intake/lost_link.html", form=form, asked=False), 429, {"Retry-After": "900"}
    send_customer_link_again(workplace(), form.reference.data, form.mail.data)
    return render_template("intake/lost_link.html", form=form, asked=True)


def _contact_page(token: str, report: Report, form: ReachForm, status: int = 200) -> Answer:
    form.offer(workplace().library.site.languages_spoken())
    return render_template("intake/contact.html", form=form, report=report, address=paths.tracking(token)), status


def _withdraw_page(token: str, report: Report, form: WithdrawForm, status: int = 200) -> Answer:
    return render_template("intake/withdraw.html", form=form, report=report, address=paths.tracking(token)), status


def _no_files(_: Attachment) -> str:
    return ""
