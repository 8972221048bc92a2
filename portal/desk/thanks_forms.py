"""The form by which colleagues and leads thank somebody."""

from collections.abc import Iterable

from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.written import Written
from portal.reports.references import find_reference
from portal.team.roster import Person
from portal.web.forms import StampedForm, typed_line, typed_text


class ThankForm(StampedForm):
    to = SelectField("Whom you thank", validate_choice=False)
    words = TextAreaField(
        "What for",
        description="A few words. Only they read them, unless they put them on the wall, with your name.",
        filters=[typed_text],
        validators=[Written("Say what you thank them for. A few words are enough.")],
    )
    report = StringField(
        "The reference of a report", description="If it is about one, such as R7K4-M2PX.", filters=[typed_line]
    )

    def offer(self, people: Iterable[Person]) -> None:
        self.to.choices = [SelectChoice("", "Choose"), *(SelectChoice(each.key, each.name) for each in people)]

    def validate_to(self, field: SelectField) -> None:
        require_choice(field, "Choose whom you thank.")

    def validate_report(self, field: StringField) -> None:
        if field.data and find_reference(field.data) is None:
            raise ValidationError(
                "Enter the reference as it stands on the report, such as R7K4-M2PX, or leave it empty."
            )
