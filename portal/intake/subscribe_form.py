"""The forms of mails about changes: asking for them, and changing what they are about."""

from collections.abc import Collection, Iterable

from email_validator import EmailNotValidError, validate_email
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput

from portal.languages.messages import N_, _
from portal.library.library import PublicPages
from portal.library.page_news import EVERYTHING, SECTIONS, may_be_asked_for, offered_beside, when_told
from portal.notices.wording import as_sentence
from portal.web.forms import StampedForm


class SubscribeForm(StampedForm):
    """One address, and what it is told of. `beside` is where the reader came from, to make the form again."""

    beside = HiddenField()
    about = RadioField(N_("When do we write to you?"), validate_choice=False)
    mail = StringField(N_("Your e-mail address"))

    def offer(self, live: PublicPages) -> None:
        """`live` are the pages that readers see."""
        self._live = live
        self.about.choices = _choices(offered_beside(self.beside.data or "", live), live)

    def validate_about(self, field: RadioField) -> None:
        if not may_be_asked_for(field.data or "", self._live):
            raise ValidationError(_("Choose which changes we write to you about."))

    def validate_mail(self, field: StringField) -> None:
        try:
            field.data = validate_email((field.data or "").strip(), check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(_("Enter one e-mail address in full, such as sam@example.org.")) from None


class SubscriptionsForm(StampedForm):
    """What a subscriber is told of: any of what they have, and of the sections."""

    wanted = SelectMultipleField(N_("When do we write to you?"), validate_choice=False, option_widget=CheckboxInput())

    def offer(self, asked_for: Collection[str], pages: PublicPages) -> None:
        self._offered = (EVERYTHING, *SECTIONS, *sorted(set(asked_for) - {EVERYTHING, *SECTIONS}))
        self.wanted.choices = _choices(self._offered, pages)

    def validate_wanted(self, field: SelectMultipleField) -> None:
        field.data = [about for about in self._offered if about in set(field.data or ())]
        if not field.data:
            raise ValidationError(_("Choose one at least. To be told of nothing any more, use “End all of it” below."))


def _choices(abouts: Iterable[str], pages: PublicPages) -> list[SelectChoice]:
    return [SelectChoice(about, as_sentence(when_told(about, pages))) for about in abouts]
