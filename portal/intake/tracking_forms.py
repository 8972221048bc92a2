"""The small forms of the tracking page and of a lost link."""

from email_validator import EmailNotValidError, validate_email
from flask_wtf.file import MultipleFileField
from wtforms import StringField, TextAreaField, ValidationError

from portal.intake.report_form import MOST_CHARACTERS
from portal.reports.references import find_reference
from portal.web.forms import StampedForm


class WriteForm(StampedForm):
    """The customer adds something."""

    words = TextAreaField("Add something", description="An answer, something new, or a thank-you.")
    files = MultipleFileField("Pictures or documents, if they help")

    def validate_words(self, field: TextAreaField) -> None:
        text = (field.data or "").strip()
        if not text:
            raise ValidationError("Write what you want to add. A few words are enough.")
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"Shorten it to {MOST_CHARACTERS:,} characters; it has {len(text):,}.")


class WithdrawForm(StampedForm):
    """Nothing but the button."""


class LateForm(StampedForm):
    """Nothing but the button "you are late"."""


class LostLinkForm(StampedForm):
    """Reference and address; what comes back never says whether they belong together."""

    reference = StringField("Your reference", description="Two groups of four, such as R7K4-M2PX.")
    mail = StringField("The e-mail address you gave")

    def validate_reference(self, field: StringField) -> None:
        if find_reference(field.data or "") is None:
            raise ValidationError("Enter the reference as it stands in our mail, such as R7K4-M2PX.")

    def validate_mail(self, field: StringField) -> None:
        try:
            field.data = validate_email((field.data or "").strip(), check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError("Enter one e-mail address in full, such as sam@example.org.") from None
