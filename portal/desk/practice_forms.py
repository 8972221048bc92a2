"""The forms around a practice: to begin one, to ask somebody along, to play the customer, to look back."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.written import MOST_IN_NOTE, Written
from portal.library.pages import Drill
from portal.team.practice import ANSWERS, PointReview
from portal.team.roster import Person, Roster
from portal.web.forms import StampedForm, typed_line, typed_text


class BeginForm(StampedForm):
    """Only a coach chooses who practises; where that is a colleague, they coach them."""

    drill = SelectField("Which drill", validate_choice=False)
    person = SelectField("Who practises", description="If it is a colleague, you coach them.", validate_choice=False)
    coach = SelectField(
        "Who coaches you",
        description="They can play the customer, and look back on it after you have.",
        validate_choice=False,
    )

    def offer(self, drills: Mapping[str, Drill], roster: Roster, person: str) -> None:
        by_title = sorted(drills.items(), key=lambda each: each[1].title)
        self.drill.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(slug, drill.title) for slug, drill in by_title),
        ]
        self.person.choices = [SelectChoice("", "I do"), *_colleagues(roster.people, person)]
        self.coach.choices = [SelectChoice("", "Nobody. I practise alone"), *_colleagues(roster.coaches, person)]

    def validate_drill(self, field: SelectField) -> None:
        require_choice(field, "Choose a drill.")

    def validate_person(self, field: SelectField) -> None:
        _require_colleague(field, may_be_nobody=True)

    def validate_coach(self, field: SelectField) -> None:
        _require_colleague(field, may_be_nobody=True)


class AlongForm(StampedForm):
    whom = SelectField("Whom you ask", validate_choice=False)
    role = SelectField("What for", validate_choice=False)

    def offer(self, roster: Roster, person: str, roles: Sequence[str]) -> None:
        """`roles` are those that nobody has yet."""
        self.whom.choices = [SelectChoice("", "Choose"), *_colleagues(roster.people, person)]
        labels = {"coach": "To coach me", "player": "To play the customer"}
        self.role.choices = [SelectChoice(role, labels[role]) for role in roles]

    def validate_whom(self, field: SelectField) -> None:
        _require_colleague(field, may_be_nobody=False)

    def validate_role(self, field: SelectField) -> None:
        require_choice(field, "Somebody does that already.")


class CustomerForm(StampedForm):
    words = TextAreaField(
        "What the customer writes",
        description="In their voice. It stands in the practice at once.",
        filters=[typed_text],
        validators=[Written("Write what the customer says.")],
    )


class ReviewForm(StampedForm):
    """A choice and a few words for each point; made for a practice by `review_form`."""

    closing = TextAreaField("What to talk about", filters=[typed_text], validators=[Written(most=MOST_IN_NOTE)])
    count: int = 0

    @property
    def points(self) -> list[PointReview]:
        return [PointReview(answer.data, words.data) for answer, words in self.pairs]

    @property
    def pairs(self) -> list[tuple[RadioField, StringField]]:
        return [(self[f"answer_{number}"], self[f"words_{number}"]) for number in range(self.count)]


class _Answered:
    """Raises ValidationError unless one of ANSWERS is chosen."""

    field_flags: dict[str, bool] = {}

    def __call__(self, form: Any, field: RadioField) -> None:
        if field.data not in ANSWERS:
            raise ValidationError(f"Say yes, partly or not yet: {field.label.text}")


def review_form(points: Sequence[str], **given: Any) -> ReviewForm:
    """`given` goes to the form: its prefix, and `formdata=None` for an empty one."""
    fields: dict[str, Any] = {"count": len(points)}
    for number, point in enumerate(points):
        choices = [SelectChoice(key, label) for key, label in ANSWERS.items()]
        fields[f"answer_{number}"] = RadioField(point, choices=choices, validate_choice=False, validators=[_Answered()])
        fields[f"words_{number}"] = StringField(
            "In a few words", filters=[typed_line], validators=[Written(most=MOST_IN_NOTE)]
        )
    made = type("ReviewForm", (ReviewForm,), fields)(**given)
    assert isinstance(made, ReviewForm)
    return made


def _colleagues(people: Mapping[str, Person], person: str) -> list[SelectChoice]:
    others = sorted((each for each in people.values() if each.key != person), key=lambda each: each.name)
    return [SelectChoice(each.key, each.name) for each in others]


def _require_colleague(field: SelectField, *, may_be_nobody: bool) -> None:
    known = {choice.value for choice in field.choices} - ({""} if not may_be_nobody else set())
    if (field.data or "") not in known:
        raise ValidationError("Choose a colleague.")
