"""The small forms of the tracking page and of a lost link."""

import re
from collections.abc import Mapping

from email_validator import EmailNotValidError, validate_email
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.intake.report_form import MOST_CHARACTERS
from portal.reports.references import find_reference
from portal.store.feedback import Feedback
from portal.web.forms import StampedForm, typed_text


def _yes_or_no() -> list[SelectChoice]:
    return [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]


class WriteForm(StampedForm):
    """The customer adds something."""

    words = TextAreaField(
        "Add something", description="An answer, something new, or a thank-you.", filters=[typed_text]
    )
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


class HeardForm(StampedForm):
    """Yes, or what was not heard right. `entry` names the summary that was shown."""

    entry = HiddenField()
    correction = TextAreaField("What is missing or wrong?")

    def validate_correction(self, field: TextAreaField) -> None:
        text = (field.data or "").strip()
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"Shorten it to {MOST_CHARACTERS:,} characters; it has {len(text):,}.")

    def validate_entry(self, field: HiddenField) -> None:
        if not re.fullmatch(r"[0-9]{1,18}", field.data or ""):
            raise ValidationError("Go back to your page and answer there once more.")


class FeedbackForm(StampedForm):
    """Two questions, answered apart; either may stay open."""

    solved = RadioField("Did we solve it?", choices=_yes_or_no(), validate_choice=False)
    cared_for = RadioField("Did you feel cared for?", choices=_yes_or_no(), validate_choice=False)

    def said(self) -> Feedback:
        answers = {"yes": True, "no": False}
        return Feedback(answers.get(self.solved.data or ""), answers.get(self.cared_for.data or ""))

    def validate_solved(self, field: RadioField) -> None:
        if self.said() == Feedback(None, None):
            raise ValidationError("Choose an answer to at least one of the two questions.")


class ThanksForm(StampedForm):
    to = SelectField("To whom", validate_choice=False)
    words = TextAreaField("A word of thanks, if you like", description="It goes straight to the person who helped you.")

    def offer(self, helpers: Mapping[str, str]) -> None:
        """`helpers` are the names of those who helped, by key; with one of them there is nothing to choose."""
        everybody = SelectChoice("", "Everybody who helped me")
        self.to.choices = [everybody, *(SelectChoice(key, name) for key, name in helpers.items())]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Empty for everybody, also where what was sent is no choice."""
        known = {choice.value for choice in self.to.choices or ()}
        return (self.to.data,) if self.to.data and self.to.data in known else ()

    def validate_words(self, field: TextAreaField) -> None:
        text = (field.data or "").strip()
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"Shorten it to {MOST_CHARACTERS:,} characters; it has {len(text):,}.")


class EraseForm(StampedForm):
    """Nothing but the button."""


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
