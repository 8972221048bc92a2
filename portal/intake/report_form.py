"""The report form: one column, the customer's words, every error beside its field."""

from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import paths
from portal.languages.messages import N_, _
from portal.languages.speaking import language
from portal.library.library import Library, PublicPages
from portal.library.pages import Page
from portal.reports.report import Contact, ContactKind
from portal.web import report_rules
from portal.web.forms import StampedForm, checked, typed_line, typed_text


def _ways_to_reach() -> list[SelectChoice]:
    return [
        SelectChoice(ContactKind.MAIL.value, _("By e-mail")),
        SelectChoice(ContactKind.PHONE.value, _("By phone")),
        SelectChoice(ContactKind.NONE.value, _("Don't contact me. I look at the private link")),
    ]


def _chosen(message: str) -> Any:
    """An error in our own words where WTForms would say "Not a valid choice"."""

    def check(form: Any, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            field.errors = []
            raise ValidationError(_(message))

    return check


class HappenedForm(StampedForm):
    """What happened. `page` is the address of the public page it is about, if any."""

    topic = RadioField(N_("What is it about?"), validate_choice=False, validators=[_chosen(report_rules.CHOOSE_TOPIC)])
    what_happened = TextAreaField(
        N_("What happened?"),
        description=N_("In your own words. What you saw, since when, and what you have tried, if anything."),
        filters=[typed_text],
    )
    severity = RadioField(
        N_("How does it affect you?"), validate_choice=False, validators=[_chosen(report_rules.CHOOSE_SEVERITY)]
    )
    files = MultipleFileField(N_("Pictures or documents, if they help"))
    page = HiddenField()
    homepage = StringField(
        N_("Leave this line empty"),
        description=N_("It is here for programs that fill in every line. What they send, a person looks at first."),
        filters=[typed_line],
        render_kw={"tabindex": "-1"},
    )

    def validate_what_happened(self, field: TextAreaField) -> None:
        checked(report_rules.what_happened_with_files, field.data)


class ContactForm(StampedForm):
    """How to reach the customer: by mail, by phone, or not at all."""

    contact = RadioField(
        N_("How may we reach you?"),
        choices=_ways_to_reach,
        validate_choice=False,
        validators=[_chosen(report_rules.CHOOSE_CONTACT)],
    )
    mail = StringField(
        N_("Your e-mail address"),
        description=N_("Only for this report. You get the private link there."),
        filters=[typed_line],
    )
    phone = StringField(
        N_("Your phone number"),
        description=N_("With the area code. Only for this report."),
        filters=[typed_line],
    )
    name = StringField(
        N_("Your name, if you like"),
        description=N_("So that we know how to address you."),
        filters=[typed_line],
        render_kw={"maxlength": report_rules.MOST_NAME_CHARACTERS},
    )

    def validate_mail(self, field: StringField) -> None:
        if self.contact.data == ContactKind.MAIL.value:
            field.data = checked(report_rules.mail_address, field.data)

    def validate_phone(self, field: StringField) -> None:
        if self.contact.data == ContactKind.PHONE.value:
            field.data = checked(report_rules.phone_number, field.data)

    def validate_name(self, field: StringField) -> None:
        checked(report_rules.name, field.data)

    def as_contact(self) -> Contact:
        kind = ContactKind(self.contact.data)
        address = {ContactKind.MAIL: self.mail.data, ContactKind.PHONE: self.phone.data}.get(kind)
        return Contact(kind, address or "", self.name.data)


class ReportForm(HappenedForm, ContactForm):
    """The whole report; its fields, and so their errors, come in the order of the page."""


def report_form(library: Library, today: date, **kwargs: Any) -> ReportForm:
    """The form with the topics and severities of the release in force, as its customer reads them.

    A page that readers do not see is dropped.
    """
    form = ReportForm(**kwargs)
    public = library.public.live_on(today)
    topics = sorted(public.topics.values(), key=lambda topic: (topic.catch_all, topic.order, topic.slug))
    form.topic.choices = [SelectChoice(topic.slug, topic.says) for topic in topics]
    form.severity.choices = [SelectChoice(severity.key, severity.label) for severity in library.site.severities]
    if form.page.data and page_asked_about(public, form.page.data) is None:
        form.page.data = ""
    return form


def page_asked_about(public: PublicPages, path: str) -> Page | None:
    """`path` is that of the page in the site's first language, whichever language it is read in."""
    return public.by_path(path) or public.by_path(paths.translated(path, language()))
