"""Forms that give something: an offer, a lead's answer to one, and what a missed promise owes."""

import re
from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.worth_field import WorthField
from portal.desk.written import Written
from portal.library.library import Library
from portal.reports.remedies import Remedy
from portal.reports.timeline import Entry
from portal.team.authority import authority_for
from portal.team.money import money, units_of
from portal.web.forms import StampedForm, typed_text

_MOST_WORTH = 1_000_000


class OfferForm(StampedForm):
    """`hinted` is the hint that it came back with once; `asks_a_lead` says, once it was sent, what came of it."""

    hinted = HiddenField()
    currency = ""
    asks_a_lead = False
    responsibility = SelectField(
        "Whose doing was it",
        choices=[
            SelectChoice("ours", "Ours"),
            SelectChoice("shared", "Partly ours"),
            SelectChoice("theirs", "Not ours"),
        ],
        validate_choice=False,
    )
    worth = WorthField("What it is worth", description="In whole units of money; 0 for what costs nothing.")
    words = TextAreaField(
        "What you give",
        description="The customer reads it as you write it.",
        validators=[Written("Say what you give.")],
        filters=[typed_text],
    )
    why = TextAreaField(
        "Why, for the lead", description="Needed only for more than you may give without asking.", filters=[typed_text]
    )

    def say_limits(self, library: Library, severity: str) -> None:
        """Says beside the field what may be given without asking."""
        self.currency = currency = library.site.currency
        authority = authority_for(library.desk.team.authority, severity)
        up_to = {row.responsibility: money(row.up_to, currency) if row.up_to else "nothing" for row in authority}
        self.worth.description = (
            f"Without asking, up to {up_to['ours']} where it was ours, {up_to['shared']} where it was partly ours, "
            f"{up_to['theirs']} where it was not. 0 for what costs nothing."
        )

    def validate_responsibility(self, field: SelectField) -> None:
        require_choice(field, "Choose whose doing it was: ours, partly ours, or not ours.")

    def validate_worth(self, field: WorthField) -> None:
        if field.whole is not None:
            raise ValidationError(f"Enter {units_of(self.currency)}, such as {field.whole or 1}.")
        if field.data is None or not 0 <= field.data <= _MOST_WORTH:
            field.errors = []
            raise ValidationError("Enter a whole number, such as 20, or 0.")


class LeadAnswerForm(StampedForm):
    """A lead's answer to what a responder asked; `asked` names the question."""

    asked = HiddenField()
    allowed = RadioField(
        "May it be given?",
        choices=[SelectChoice("yes", "Yes, give it"), SelectChoice("no", "No")],
        validate_choice=False,
    )
    why = TextAreaField("Why", description="Only the team reads this.", filters=[typed_text])
    for_customer = TextAreaField(
        "What the customer reads, if it is a no",
        description="They saw that you were asked. Without your words they read that it was a no, and who goes on.",
        filters=[typed_text],
        validators=[Written()],
    )

    def ask(self, questions: list[Entry]) -> None:
        """The oldest question is answered first, unless one was sent."""
        self.asked.data = self.asked.data or (str(questions[0].id) if questions else "")

    def validate_allowed(self, field: RadioField) -> None:
        if field.data not in ("yes", "no"):
            raise ValidationError("Choose yes or no.")

    def validate_why(self, field: TextAreaField) -> None:
        if self.allowed.data == "no" and not (field.data or "").strip():
            raise ValidationError("Say why not, so that your colleague can go on from there.")

    def validate_asked(self, field: HiddenField) -> None:
        if not re.fullmatch(r"[0-9]{1,18}", field.data or ""):
            raise ValidationError("Open the report once more and answer there.")


class RemedyForm(StampedForm):
    commitment = SelectField("For which promise", validate_choice=False)
    given = TextAreaField(
        "What I gave",
        description="The customer reads it: what it is, and how it reaches them.",
        filters=[typed_text],
        validators=[Written("Say what you gave, so that they know what to look for.")],
    )

    def offer(self, remedies: Iterable[Remedy]) -> None:
        self.commitment.choices = [SelectChoice(each.commitment, each.remedy) for each in remedies]

    def validate_commitment(self, field: SelectField) -> None:
        require_choice(field, "This is not owed any more: a colleague has given it already.")
