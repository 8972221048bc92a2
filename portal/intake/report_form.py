"""The report form: one column, the customer's words, every error beside its field."""

import re
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from portal.library.library import Library
from portal.reports.report import Contact, ContactKind
from portal.web.forms import StampedForm, typed_line, typed_text

MOST_CHARACTERS = 10_000
_CONTACT_CHOICES = (
    SelectChoice(ContactKind.MAIL.value, "By e-mail"),
    SelectChoice(ContactKind.PHONE.value, "By phone"),
    SelectChoice(ContactKind.NONE.value, "Don't contact me. I look at the private link"),
)


def _chosen(message: str) -> Any:
    """An error in our own words where WTForms would say "Not a valid choice"."""

    def check(form: Any, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            field.errors = []
            raise ValidationError(message)

    return check


class HappenedForm(StampedForm):
    """What happened. `page` is the address of the public page it is about, if any."""

    topic = RadioField("What is it about?", validate_choice=False, validators=[_chosen("Choose what it is about.")])
    what_happened = TextAreaField(
        "What happened?",
        description="In your own words. What you saw, since when, and what you have tried, if anything.",
        filters=[typed_text],
    )
    severity = RadioField(
        "How does it affect you?", validate_choice=False, validators=[_chosen("Choose how it affects you.")]
    )
    files = MultipleFileField("Pictures or documents, if they help")
    page = HiddenField()

    def validate_what_happened(self, field: TextAreaField) -> None:
        text = field.data
        if not text:
            raise ValidationError("Tell us what happened. A sentence is enough.")
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(
                f"Shorten what happened to {MOST_CHARACTERS:,} characters; it has {len(text):,}. "
                "The rest can go into an attached text file."
            )


class ContactForm(StampedForm):
    """How to reach the customer: by mail, by phone, or not at all."""

    contact = RadioField(
        "How may we reach you?",
        choices=_CONTACT_CHOICES,
        validate_choice=False,
        validators=[_chosen("Choose how we may reach you.")],
    )
    mail = StringField(
        "Your e-mail address",
        description="Only for this report. You get the private link there.",
        filters=[typed_line],
    )
    phone = StringField(
        "Your phone number", description="With the area code. Only for this report.", filters=[typed_line]
    )
    name = StringField(
        "Your name, if you like",
        description="So that we know how to address you.",
        filters=[typed_line],
        validators=[Length(max=100, message="Give a name of 100 characters or fewer.")],
    )

    def validate_mail(self, field: StringField) -> None:
        if self.contact.data != ContactKind.MAIL.value:
            return
        if not field.data:
            raise ValidationError("Enter your e-mail address, or choose another way to be reached.")
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError("Enter one e-mail address in full, such as sam@example.org.") from None

    def validate_phone(self, field: StringField) -> None:
        if self.contact.data != ContactKind.PHONE.value:
            return
        number = field.data
        if not number:
            raise ValidationError("Enter your phone number, or choose another way to be reached.")
        if not re.fullmatch(r"\+?[\d\s()/.-]{5,30}", number) or sum(c.isdigit() for c in number) < 5:
            raise ValidationError("Enter the number in digits, such as 01632 960 001.")

    def as_contact(self) -> Contact:
        kind = ContactKind(self.contact.data)
        address = {ContactKind.MAIL: self.mail.data, ContactKind.PHONE: self.phone.data}.get(kind)
        return Contact(kind, address or "", self.name.data)


class ReportForm(HappenedForm, ContactForm):
    """The whole report; its fields, and so their errors, come in the order of the page."""


def report_form(library: Library, today: date, **kwargs: Any) -> ReportForm:
    """The form with the topics and severities of the release in force. A page that readers do not see is dropped."""
    form = ReportForm(**kwargs)
    public = library.public.live_on(today)
    topics = sorted(public.topics.values(), key=lambda topic: (topic.catch_all, topic.order, topic.slug))
    form.topic.choices = [SelectChoice(topic.slug, topic.says) for topic in topics]
    form.severity.choices = [SelectChoice(severity.key, severity.label) for severity in library.site.severities]
    if form.page.data and public.by_path(form.page.data) is None:
        form.page.data = ""
    return form
