"""Forms around a page that somebody proposes: what it says, and what becomes of it."""

from collections.abc import Iterable, Mapping

from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.acts.propose_limitation import Proposal
from portal.desk.written import Written
from portal.web.forms import StampedForm, typed_line, typed_text

_EACH_LINE = "One on each line."


def _lines(label: str, missing: str, description: str = _EACH_LINE) -> TextAreaField:
    return TextAreaField(label, description=description, filters=[typed_text], validators=[Written(missing)])


class ProposeForm(StampedForm):
    title = StringField(
        "Title",
        description="As you would say it, without softening: “We don’t repair on Sundays”.",
        filters=[typed_line],
        validators=[Written("Give the page a title that says it.")],
    )
    summary = StringField(
        "In one sentence",
        filters=[typed_line],
        validators=[Written("Say in one sentence what the page says.")],
    )
    why = TextAreaField(
        "Why we chose so",
        description="For everybody: what holds for the next customer, too.",
        filters=[typed_text],
        validators=[Written("Say why. A choice without a reason is only a refusal.")],
    )
    tried = TextAreaField("What we tried", filters=[typed_text], validators=[Written()])
    costs_customer = _lines("What it costs the customer", "Say at least one thing that it costs the customer.")
    costs_us = _lines("What it costs us", "Say at least one thing that it costs us.")
    costs_team = _lines("What it costs the team", "Say at least one thing that it costs those who answer.")
    benefits_customer = _lines("What the customer has of it", "Say at least one thing that the customer has of it.")
    benefits_us = _lines("What we have of it", "Say at least one thing that we have of it.")
    benefits_team = _lines("What the team has of it", "Say at least one thing that those who answer have of it.")
    workaround = TextAreaField(
        "What they can do about it themselves",
        filters=[typed_text],
        validators=[Written("Say what somebody can do about it, if only to wait.")],
    )
    instead = TextAreaField(
        "What we do offer in its place",
        filters=[typed_text],
        validators=[Written("Say what we offer in its place.")],
    )
    prevent = _lines("What is done so that it does not happen", "Say at least one thing that is done about it.")
    symptoms = _lines(
        "Words that customers use for it",
        "Write at least one: a report that holds it is shown this page.",
        "One on each line. Those that stand here were used by more than one customer.",
    )

    def begin(self, decline: Mapping[str, str], phrases: Iterable[str]) -> None:
        """Begin with what was written in the decline, and with the words that customers share."""
        self.why.data = decline.get("why", "")
        self.tried.data = decline.get("tried", "")
        self.instead.data = decline.get("instead", "")
        self.costs_customer.data = decline.get("costs", "")
        self.benefits_us.data = decline.get("saves", "")
        self.symptoms.data = "\n".join(phrases)

    def proposal(self) -> Proposal:
        """What was written, once the form is valid."""
        concerned = ("customer", "us", "team")
        return Proposal(
            title=self.title.data,
            summary=self.summary.data,
            why=self.why.data,
            tried=self.tried.data or "",
            workaround=self.workaround.data,
            instead=self.instead.data,
            prevent=self.prevent.data,
            symptoms=self.symptoms.data,
            costs={whom: self[f"costs_{whom}"].data for whom in concerned},
            benefits={whom: self[f"benefits_{whom}"].data for whom in concerned},
        )


class DecideForm(StampedForm):
    taken = RadioField(
        "What becomes of it",
        choices=[SelectChoice("yes", "Taken into content"), SelectChoice("no", "Not taken")],
        validate_choice=False,
    )
    why = TextAreaField(
        "A word why",
        description="Whoever proposed it reads this.",
        filters=[typed_text],
        validators=[Written("Say why, in a sentence that you would like to read about a page of yours.")],
    )

    def validate_taken(self, field: RadioField) -> None:
        if field.data not in ("yes", "no"):
            raise ValidationError("Choose what becomes of it.")
