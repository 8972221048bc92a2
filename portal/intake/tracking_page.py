"""The tracking page with all its forms: fresh ones, and those that came back with something to mend."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app, render_template, session

from portal import paths
from portal.intake.kept_for_all import kept_pages_of
from portal.intake.staging import signed_names
from portal.intake.tracking import Tracking, tracking_of
from portal.intake.tracking_forms import FeedbackForm, HeardForm, LateForm, ThanksForm, WriteForm
from portal.intake.tracking_version import tracking_version
from portal.reports.report import Attachment, Report
from portal.web.current import workplace
from portal.web.customers_language import language_of_answers
from portal.web.forms import StampedForm
from portal.web.kept_pages import KeptPage, kept_page

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
    if filled or "_flashes" in session:
        return render_template("intake/tracking.html", **tracking_context(token, report, filled, files)), status
    version = tracking_version(workplace(), report)

    def written() -> tuple[str, KeptPage | None]:
        context = tracking_context(token, report, version=version)
        page = render_template("intake/tracking.html", **context)
        return page, kept_page(page, context["forms"].values())

    return kept_pages_of(current_app).tracking.page(token, version, written), status


def tracking_context(
    token: str,
    report: Report,
    filled: Mapping[str, StampedForm] | None = None,
    files: Iterable[Attachment] = (),
    version: str = "",
) -> dict[str, Any]:
    """What the page and each of its live parts are made from; `version` is that of just before, where it is known."""

    def file_address(attachment: Attachment) -> str:
        return f"{paths.tracking(token)}/files/{attachment.id}"

    # Taken before all else: what happens meanwhile is shown too early rather than never.
    version = version or tracking_version(workplace(), report)
    shown = tracking_of(workplace(), report, file_address)
    forms = _Forms(shown, filled or {})
    wrong = next(iter(filled.values())) if filled else None
    if isinstance(wrong, HeardForm):
        _say_on_top(wrong, forms["write"], has_place=shown.heard is not None)
    return {
        "tracking": shown,
        "forms": forms,
        "wrong": wrong,
        "staged": signed_names(files),
        "address": paths.tracking(token),
        "version": version,
        "settings": workplace().settings,
        "answers_in": language_of_answers(),
    }


class _Forms(dict[str, StampedForm]):
    """The forms of the page by name, each made when the page first asks for it; those that came back are there."""

    def __init__(self, shown: Tracking, filled: Mapping[str, StampedForm]) -> None:
        super().__init__(filled)
        self._shown = shown
        for form in filled.values():
            self._offer(form)

    def __missing__(self, name: str) -> StampedForm:
        form = self[name] = _FORMS[name](prefix="" if name == "write" else name, formdata=None)
        self._offer(form)
        if isinstance(form, HeardForm) and self._shown.heard is not None:
            form.entry.data = str(self._shown.heard.id)
        return form

    def _offer(self, form: StampedForm) -> None:
        if isinstance(form, ThanksForm):
            form.offer(self._shown.helpers)


def _say_on_top(heard: HeardForm, write: StampedForm, *, has_place: bool) -> None:
    """What is wrong with a field that is not on the page is said without a link, and the words go where they fit."""
    for field in (heard.entry,) if has_place else (heard.entry, heard.correction):
        heard.problems.extend(field.errors)
        field.errors = ()
    if not has_place and isinstance(write, WriteForm):
        write.words.data = heard.correction.data
