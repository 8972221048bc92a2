"""The tracking page with all its forms: fresh ones, and those that came back with something to mend."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import render_template

from portal import paths
from portal.acts.thank import helpers_of
from portal.intake.staging import signed_names
from portal.intake.tracking import tracking_of
from portal.intake.tracking_forms import FeedbackForm, HeardForm, LateForm, ThanksForm, WriteForm
from portal.intake.tracking_version import tracking_version
from portal.reports.report import Attachment, Report
from portal.web.current import workplace
from portal.web.customers_language import language_of_answers
from portal.web.forms import StampedForm

_FORMS: Mapping[str, type[StampedForm]] = {
    "write": WriteForm,
    "late": LateForm,
    "heard": HeardForm,
    "feedback": FeedbackForm,
    "thanks": ThanksForm,
}


def tracking_page(
    token: str,
    report: Report,
    filled: Mapping[str, StampedForm] | None = None,
    status: int = 200,
    files: Iterable[Attachment] = (),
) -> tuple[str, int]:
    """`filled` are the forms that came back, by name; `files` were attached already."""
    return render_template("intake/tracking.html", **tracking_context(token, report, filled, files)), status


def tracking_context(
    token: str,
    report: Report,
    filled: Mapping[str, StampedForm] | None = None,
    files: Iterable[Attachment] = (),
) -> dict[str, Any]:
    """What the page and each of its live parts are made from."""

    def file_address(attachment: Attachment) -> str:
        return f"{paths.tracking(token)}/files/{attachment.id}"

    # Taken before all else: what happens meanwhile is shown too early rather than never.
    version = tracking_version(workplace(), report)
    shown = tracking_of(workplace(), report, file_address)
    forms = {name: form(prefix="" if name == "write" else name, formdata=None) for name, form in _FORMS.items()}
    helpers = helpers_of(workplace(), report)
    for form in (forms["thanks"], (filled or {}).get("thanks")):
        if isinstance(form, ThanksForm):
            form.offer(helpers)
    if shown.heard is not None:
        forms["heard"].entry.data = str(shown.heard.id)
    wrong = next(iter(filled.values())) if filled else None
    if isinstance(wrong, HeardForm):
        _say_on_top(wrong, forms["write"], has_place=shown.heard is not None)
    return {
        "tracking": shown,
        "forms": forms | dict(filled or {}),
        "wrong": wrong,
        "staged": signed_names(files),
        "address": paths.tracking(token),
        "version": version,
        "settings": workplace().settings,
        "answers_in": language_of_answers(),
    }


def _say_on_top(heard: HeardForm, write: StampedForm, *, has_place: bool) -> None:
    """What is wrong with a field that is not on the page is said without a link, and the words go where they fit."""
    for field in (heard.entry,) if has_place else (heard.entry, heard.correction):
        heard.problems.extend(field.errors)
        field.errors = ()
    if not has_place and isinstance(write, WriteForm):
        write.words.data = heard.correction.data
