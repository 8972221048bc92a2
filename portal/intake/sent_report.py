"""The last step of the form, read without WTForms and its cost, where nothing in it is to be mended.

It goes by the rules of portal.intake.report_form, and a test compares the two. Where anything is wrong or strange it
gives nothing, and the form itself then says what. This module can be deleted.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import request, session
from werkzeug.datastructures import MultiDict

from portal.acts.submit import Submission
from portal.intake.report_form import page_asked_about
from portal.intake.staging import staged_attachments
from portal.languages.speaking import language
from portal.library.library import PublicPages
from portal.reports.report import Contact, ContactKind
from portal.web import report_rules
from portal.web.current import service
from portal.web.forms import typed_line, typed_text


@dataclass(frozen=True, slots=True)
class Sent:
    """`in_empty_line` came in the line that people leave empty; `began_at` is when the form was first shown (UTC)."""

    submission: Submission
    in_empty_line: str
    began_at: datetime


def sent_at_once() -> Sent | None:
    """What this request sends, where it can be filed as it is."""
    here, form = service(), request.form
    stamp = here.stamps.read(form.get("stamp", ""))
    if stamp is None or not here.tokens.fits(form.get("csrf_token", ""), session):
        return None
    attachments, problems = staged_attachments(())
    if problems:
        return None
    library = here.workplace.library_as_read
    public = library.public.live_on(here.workplace.local_day(here.workplace.now()))
    topic, severity = form.get("topic", ""), form.get("severity", "")
    if topic not in public.topics or library.site.severity(severity) is None:
        return None
    try:
        contact, words = _contact(form), report_rules.what_happened(typed_text(form.get("what_happened")))
    except ValueError:
        return None
    submission = Submission(
        filling=stamp[0],
        topic=topic,
        severity=severity,
        what_happened=words,
        contact=contact,
        shown_release=form.get("release", ""),
        attachments=tuple(attachments),
        about_page=_page(public, form.get("page", "")),
        language=language(),
    )
    return Sent(submission, typed_line(form.get("homepage")), stamp[1])


def _contact(form: MultiDict[str, str]) -> Contact:
    """Raises ValueError."""
    kind, name = ContactKind(form.get("contact", "")), report_rules.name(typed_line(form.get("name")))
    if kind is ContactKind.MAIL:
        return Contact(kind, report_rules.mail_address(typed_line(form.get("mail"))), name)
    if kind is ContactKind.PHONE:
        return Contact(kind, report_rules.phone_number(typed_line(form.get("phone"))), name)
    return Contact(kind, "", name)


def _page(public: PublicPages, asked: str) -> str | None:
    return asked if asked and page_asked_about(public, asked) is not None else None
