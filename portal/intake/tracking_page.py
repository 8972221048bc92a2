"""The tracking page with all its forms: fresh ones, and those that came back with something to mend."""

from collections.abc import Iterable, Mapping

from flask import render_template

from portal import paths
from portal.intake.staging import signed_names
from portal.intake.tracking import tracking_of
from portal.intake.tracking_forms import FeedbackForm, HeardForm, LateForm, ThanksForm, WriteForm
from portal.reports.report import Attachment, Report
from portal.web.current import workplace
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

    def file_address(attachment: Attachment) -> str:
        return f"{paths.tracking(token)}/files/{attachment.id}"

    shown = tracking_of(workplace(), report, file_address)
    forms = {name: form(prefix="" if name == "write" else name, formdata=None) for name, form in _FORMS.items()}
    if shown.heard is not None:
        forms["heard"].entry.data = str(shown.heard.id)
    wrong = next(iter(filled.values())) if filled else None
    page = render_template(
        "intake/tracking.html",
        tracking=shown,
        forms=forms | dict(filled or {}),
        wrong=wrong,
        staged=signed_names(files),
        address=paths.tracking(token),
        settings=workplace().settings,
    )
    return page, status
