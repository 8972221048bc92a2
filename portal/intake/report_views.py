"""The form, its check page, and the confirmation. Plain HTML forms all the way."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.hold_report import hold
from portal.acts.look_ahead import look_ahead
from portal.acts.submit import Submission, submit
from portal.errors import OverLimit, QuarantineFull, ReleaseChanged, StoreUnavailable
from portal.intake.check_words import check_words
from portal.intake.empty_form import EmptyForms
from portal.intake.holding import held_for_its_look
from portal.intake.kept_for_all import kept_pages_of
from portal.intake.known_causes import causes_of_topic
from portal.intake.receipt import receipt_of
from portal.intake.report_form import ReportForm, page_asked_about, report_form
from portal.intake.sent_report import Sent, sent_at_once
from portal.intake.staging import signed_names, staged_attachments
from portal.languages.messages import N_, _
from portal.languages.speaking import language
from portal.reports.held import HeldFor
from portal.reports.links import HELD, RECEIPT, TRACK, customer_token
from portal.reports.report import Attachment, Report
from portal.web.current import workplace
from portal.web.customers_language import language_of_answers, other_languages, step
from portal.web.form_stamp import was_quick
from portal.web.limits import HOLD_REPORT, SEND_REPORT, counted_by
from portal.web.links import customers_report

blueprint = Blueprint("report", __name__)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response

QUICK = N_("That was quicker than reading takes. Look over it once more, then send it.")


@blueprint.get(paths.REPORT)
def form() -> Answer:
    """The empty form, or one with the topic or the page filled in from the address."""
    library = workplace().library
    about = request.args.get("page", "")
    topic = request.args.get("topic") or (library.catch_all.slug if about else "")
    filled_in = {"topic": topic, "page": about}
    if about:
        return _form_page(_filled(formdata=None, data=filled_in), [])

    def made() -> tuple[ReportForm, str]:
        fresh = _filled(formdata=None, data=filled_in)
        return fresh, _page_of(fresh, [])

    return _empty_forms().page(topic, made)


@blueprint.post(paths.REPORT)
def check() -> Answer:
    """From the form: everything is checked, and shown as it will be sent. From the check page: the form again."""
    filled = _filled()
    attachments, file_problems = staged_attachments(filled.files.data or [])
    if "change" in request.form:
        return _form_page(filled, attachments)
    if not _is_valid(filled, file_problems):
        return _form_page(filled, attachments, 422)
    try:
        return _check_page(filled, attachments)
    except StoreUnavailable:
        return _unavailable(filled, attachments)


@blueprint.get(paths.REPORT_SEND)
def send_without_form() -> Answer:
    return redirect(step(paths.REPORT), 303)


@blueprint.post(paths.REPORT_SEND)
def send() -> Answer:
    """Files the report once, however often the button is pressed, and leads to its confirmation."""
    sent = sent_at_once()
    if sent is not None:
        return _sent(sent, _filled_well)
    filled = _filled()
    attachments, file_problems = staged_attachments(())
    if not _is_valid(filled, file_problems):
        return _form_page(filled, attachments, 422)
    return _sent(Sent(_submission(filled, attachments), filled.homepage.data, filled.began_at), lambda: filled)


def _sent(sent: Sent, form: Callable[[], ReportForm]) -> Answer:
    """`form` gives what was filled in, for whoever has to send it again."""
    try:
        return _filed(sent, form)
    except (QuarantineFull, StoreUnavailable):
        return _unavailable(form(), list(sent.submission.attachments))


def _filed(sent: Sent, form: Callable[[], ReportForm]) -> Answer:
    """Raises QuarantineFull, StoreUnavailable; nothing is filed then."""
    attachments = list(sent.submission.attachments)
    if was_quick(workplace(), sent.began_at, workplace().now()):
        return _check_page(form(), attachments, _(QUICK))
    try:
        return redirect(_taken(sent.submission, held_for_its_look(sent.submission, sent.in_empty_line)), 303)
    except OverLimit:
        filled = form()
        filled.problems.append(
            _("Many reports came from your connection just now. Wait ten minutes and send it again.")
        )
        return _form_page(filled, attachments, 429, {"Retry-After": "600"})
    except ReleaseChanged as error:
        return _check_page(form(), attachments, str(error), 409)


def _taken(submission: Submission, held_for: HeldFor | None) -> str:
    """Files it, or holds it for a person to look; gives the page that says so.

    Raises OverLimit, QuarantineFull, ReleaseChanged.
    """
    here = workplace()
    if held_for is None:
        try:
            report = submit(here, submission, counted_by(here, SEND_REPORT))
        except OverLimit:
            return _taken(submission, HeldFor.ONE_PLACE)
        return paths.receipt(customer_token(here.secret, RECEIPT, report.reference, report.generation))
    kept = hold(here, submission, held_for, counted_by(here, HOLD_REPORT))
    if isinstance(kept, Report):
        return paths.receipt(customer_token(here.secret, RECEIPT, kept.reference, kept.generation))
    return paths.held(customer_token(here.secret, HELD, kept.reference, 1))


@blueprint.get(paths.RECEIPT + "<token>")
def confirmation(token: str) -> Answer:
    """The receipt. It reads the store, so it survives a reload and a bookmark."""
    report = customers_report(token, RECEIPT)
    link = customer_token(workplace().secret, TRACK, report.reference, report.generation)
    shown = receipt_of(workplace(), report, workplace().settings.service_url + paths.tracking(link))
    return render_template(
        "intake/receipt.html", receipt=shown, tracking=paths.tracking(link), answers_in=language_of_answers()
    )


def _empty_forms() -> EmptyForms:
    return kept_pages_of(current_app).forms


def _filled(**kwargs: Any) -> ReportForm:
    now = workplace().now()
    return report_form(workplace().library_as_read, workplace().local_day(now), **kwargs)


def _filled_well() -> ReportForm:
    filled = _filled()
    filled.validate()
    return filled


def _unavailable(filled: ReportForm, attachments: list[Attachment]) -> Answer:
    filled.problems.append(
        _(
            "We cannot take your report right now, and we have not got it. What you wrote is still here: try again in "
            "a few minutes, or reach us by the phone or mail below."
        )
    )
    return _form_page(filled, attachments, 503, {"Retry-After": "120"})


def _is_valid(filled: ReportForm, file_problems: list[str]) -> bool:
    valid = filled.validate()
    if file_problems:
        filled.files.errors = file_problems
    return valid and not file_problems


def _submission(filled: ReportForm, attachments: list[Attachment]) -> Submission:
    return Submission(
        filling=filled.filling,
        topic=filled.topic.data,
        severity=filled.severity.data,
        what_happened=filled.what_happened.data,
        contact=filled.as_contact(),
        shown_release=request.form.get("release", ""),
        attachments=tuple(attachments),
        about_page=filled.page.data or None,
        language=language(),
    )


def _form_page(
    filled: ReportForm, attachments: list[Attachment], status: int = 200, headers: dict[str, str] | None = None
) -> Answer:
    return _page_of(filled, attachments), status, headers or {}


def _page_of(filled: ReportForm, attachments: list[Attachment]) -> str:
    library = workplace().library_as_read
    return render_template(
        "intake/form.html",
        form=filled,
        severity_hints={severity.key: severity.hint for severity in library.site.severities},
        staged=signed_names(attachments),
        about=page_asked_about(library.public, filled.page.data or ""),
        other_languages=other_languages(paths.REPORT),
        untranslated={
            topic.slug: topic.lang for topic in library.public.topics.values() if topic.lang not in (None, language())
        },
        settings=workplace().settings,
    )


def _check_page(filled: ReportForm, attachments: list[Attachment], problem: str = "", status: int = 200) -> Answer:
    library = workplace().library_as_read
    ahead = look_ahead(
        workplace(), filled.topic.data, filled.severity.data, filled.what_happened.data, filled.page.data or None
    )
    page = render_template(
        "intake/check.html",
        form=filled,
        topic=library.public.topics[filled.topic.data],
        severity=library.site.severity(filled.severity.data),
        contact=filled.as_contact(),
        staged=signed_names(attachments),
        ahead=ahead,
        team=ahead.team,
        answers_in=language_of_answers(),
        words=check_words(ahead, library),
        problem=problem,
        causes=causes_of_topic(workplace(), filled.topic.data),
    )
    return page, status
