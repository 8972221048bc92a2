"""The forms of a report's page on the desk: one for each thing a responder can do."""

from collections.abc import Iterable

from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.reports.remedies import Remedy
from portal.reports.report import Report
from portal.team.roster import Roster
from portal.web.forms import StampedForm

MOST_CHARACTERS = 20_000


class Written:
    """A validator: something has to be written, and not a book."""

    field_flags: dict[str, bool] = {}

    def __init__(self, missing: str) -> None:
        self._missing = missing

    def __call__(self, form: StampedForm, field: TextAreaField) -> None:
        text = (field.data or "").strip()
        if not text:
            raise ValidationError(self._missing)
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"Shorten this to {MOST_CHARACTERS:,} characters; it has {len(text):,}.")


class AnswerForm(StampedForm):
    words = TextAreaField(
        "Your answer",
        description="The customer reads it as you write it, and gets it by mail if they gave an address.",
        validators=[Written("Write your answer first.")],
    )


class EffortForm(StampedForm):
    tried = TextAreaField(
        "What I tried",
        description="As you would say it: “I called the exchange.”",
        validators=[Written("Say what you tried.")],
    )
    came_of_it = TextAreaField("What came of it", description="Leave it empty while you are at it.")
    next_step = TextAreaField(
        "What I try next",
        description="With a time, if you can.",
        validators=[Written("Say what you try next, so that nobody waits in the dark.")],
    )
    asked = StringField("Whom I asked", description="If anybody.")


class HandOverForm(StampedForm):
    to = SelectField("To whom", validate_choice=False)
    why = TextAreaField(
        "Why", description="Only the team reads this.", validators=[Written("Say why you hand it over.")]
    )
    must_know = TextAreaField(
        "What they must know",
        description="So that the customer never has to say anything twice.",
        validators=[Written("Say what your colleague must know. If there is nothing, say so.")],
    )

    def offer(self, roster: Roster, report: Report) -> None:
        """The choices: colleagues of the report's team first, then the teams, then everybody else."""
        people = [person for person in roster.responders.values() if person.key != report.owner]
        near = [person for person in people if report.team in person.teams]
        far = [person for person in people if report.team not in person.teams]
        self.to.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(person.key, person.name) for person in near),
            *(SelectChoice(team.key, f"{team.name}, whoever is on shift") for team in roster.teams.values()),
            *(
                SelectChoice(
                    person.key, f"{person.name} ({', '.join(roster.teams[team].name for team in person.teams)})"
                )
                for person in far
            ),
        ]

    def validate_to(self, field: SelectField) -> None:
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Choose a colleague or a team.")


class ResolveForm(StampedForm):
    what_we_did = TextAreaField(
        "What we did",
        description="The customer reads it.",
        validators=[Written("Say what was done, so that they can check it.")],
    )


class DeclineForm(StampedForm):
    tried = TextAreaField(
        "What we tried",
        description="The customer reads all three.",
        validators=[Written("Say what was tried. A no without an attempt is no answer.")],
    )
    why = TextAreaField(
        "Why it stops here", validators=[Written("Say why it stops here, in a sentence you would accept yourself.")]
    )
    instead = TextAreaField(
        "What they can do instead",
        validators=[Written("Say what they can do instead. There is always something, if only whom to ask.")],
    )


class RemedyForm(StampedForm):
    commitment = SelectField("For which promise", validate_choice=False)
    given = TextAreaField(
        "What I gave",
        description="The customer reads it: what it is, and how it reaches them.",
        validators=[Written("Say what you gave, so that they know what to look for.")],
    )

    def offer(self, remedies: Iterable[Remedy]) -> None:
        self.commitment.choices = [SelectChoice(each.commitment, each.remedy) for each in remedies]

    def validate_commitment(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("This is not owed any more: a colleague has given it already.")


class LinksForm(StampedForm):
    mail = StringField("Your work e-mail address")

    def validate_mail(self, field: StringField) -> None:
        if (field.data or "").count("@") != 1:
            raise ValidationError("Enter one e-mail address in full, such as sam@example.org.")


class FreshLinkForm(StampedForm):
    """Nothing but the button."""
