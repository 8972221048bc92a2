"""The small forms of the tracking page and of a lost link."""

import re
from collections.abc import Iterable, Mapping

from email_validator import EmailNotValidError, validate_email
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.intake.report_form import ContactForm
from portal.languages.locales import own_name
from portal.languages.messages import N_, _
from portal.reports.references import find_reference
from portal.store.feedback import Feedback
from portal.web import report_rules
from portal.web.forms import StampedForm, checked, typed_text


def _yes_or_no() -> list[SelectChoice]:
    return [SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))]


class WriteForm(StampedForm):
    """The customer adds something."""

    words = TextAreaField(
        N_("Add something"), description=N_("An answer, something new, or a thank-you."), filters=[typed_text]
    )
    files = MultipleFileField(N_("Pictures or documents, if they help"))

    def validate_words(self, field: TextAreaField) -> None:
        checked(report_rules.note, (field.data or "").strip())


class ReachForm(ContactForm):
    """How to reach the customer, and the language of what they read of ours, where there are several."""

    language = SelectField(N_("Language of our pages and mails"), validate_choice=False)

    def offer(self, languages: Iterable[str]) -> None:
        self.language.choices = [SelectChoice(tag, own_name(tag)) for tag in languages]


class WithdrawForm(StampedForm):
    """Nothing but the button."""


class LateForm(StampedForm):
    """Nothing but the button "you are late"."""


class HeardForm(StampedForm):
    """Yes, or what was not heard right. `entry` names the summary that was shown."""

    entry = HiddenField()
    correction = TextAreaField(N_("What is missing or wrong?"))

    def validate_correction(self, field: TextAreaField) -> None:
        checked(report_rules.within_length, (field.data or "").strip())

    def validate_entry(self, field: HiddenField) -> None:
        if not re.fullmatch(r"[0-9]{1,18}", field.data or ""):
            raise ValidationError(_("Go back to your page and answer there once more."))


class FeedbackForm(StampedForm):
    """Two questions, answered apart; either may stay open."""

    solved = RadioField(N_("Did we solve it?"), choices=_yes_or_no, validate_choice=False)
    cared_for = RadioField(N_("Did you feel cared for?"), choices=_yes_or_no, validate_choice=False)

    def said(self) -> Feedback:
        answers = {"yes": True, "no": False}
        return Feedback(answers.get(self.solved.data or ""), answers.get(self.cared_for.data or ""))

    def validate_solved(self, field: RadioField) -> None:
        if self.said() == Feedback(None, None):
            raise ValidationError(_("Choose an answer to at least one of the two questions."))


class ThanksForm(StampedForm):
    to = SelectField(N_("To whom"), validate_choice=False)
    words = TextAreaField(
        N_("A word of thanks, if you like"), description=N_("It goes straight to the person who helped you.")
    )

    def offer(self, helpers: Mapping[str, str]) -> None:
        """`helpers` are the names of those who helped, by key; with one of them there is nothing to choose."""
        everybody = SelectChoice("", _("Everybody who helped me"))
        self.to.choices = [everybody, *(SelectChoice(key, name) for key, name in helpers.items())]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Empty for everybody, also where what was sent is no choice."""
        known = {choice.value for choice in self.to.choices or ()}
        return (self.to.data,) if self.to.data and self.to.data in known else ()

    def validate_words(self, field: TextAreaField) -> None:
        checked(report_rules.within_length, (field.data or "").strip())


class EraseForm(StampedForm):
    """Nothing but the button."""


class LostLinkForm(StampedForm):
    """Reference and address; what comes back never says whether they belong together."""

    reference = StringField(N_("Your reference"), description=N_("Two groups of four, such as R7K4-M2PX."))
    mail = StringField(N_("The e-mail address you gave"))

    def validate_reference(self, field: StringField) -> None:
        if find_reference(field.data or "") is None:
            raise ValidationError(_("Enter the reference as it stands in our mail, such as R7K4-M2PX."))

    def validate_mail(self, field: StringField) -> None:
        try:
            field.data = validate_email((field.data or "").strip(), check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(_(report_rules.ONE_ADDRESS)) from None
