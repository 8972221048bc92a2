"""The forms of what is in somebody's way: to raise it, to answer it, and to say that it is still there."""

from datetime import date

from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.acts.raise_obstacle import InTheWay
from portal.desk.typed_day import as_day
from portal.desk.written import Written
from portal.reports.references import find_reference
from portal.web.forms import StampedForm, typed_line, typed_text

MOST_IN_A_LINE = 200


class RaiseForm(StampedForm):
    line = StringField(
        "What is in your way",
        description="In one line, such as “The exchange drops us after ten minutes”. No customer’s name.",
        filters=[typed_line],
        validators=[Written("Say in one line what is in your way.")],
    )
    detail = TextAreaField("More about it", description="If you like.", filters=[typed_text], validators=[Written()])
    report = StringField(
        "A report it is about", description="Its reference, such as R7K4-M2PX, if there is one.", filters=[typed_line]
    )
    name = RadioField(
        "Who sees that it is yours",
        choices=[SelectChoice("with", "My name stands on it"), SelectChoice("without", "Without my name")],
        default="with",
        validate_choice=False,
    )

    def validate_line(self, field: StringField) -> None:
        if len(field.data or "") > MOST_IN_A_LINE:
            raise ValidationError(
                f"Shorten this to {MOST_IN_A_LINE} characters; it has {len(field.data)}. There is room for more below."
            )

    def validate_report(self, field: StringField) -> None:
        if field.data and find_reference(field.data) is None:
            raise ValidationError("Enter a reference such as R7K4-M2PX, or leave it empty.")

    def validate_name(self, field: RadioField) -> None:
        if field.data not in ("with", "without"):
            raise ValidationError("Choose whether your name stands on it.")

    def said(self) -> InTheWay:
        """What was typed, once the form is valid."""
        reference = find_reference(self.report.data) or "" if self.report.data else ""
        return InTheWay(self.line.data, self.detail.data, reference, with_name=self.name.data == "with")


class ObstacleAnswerForm(StampedForm):
    """A lead's answer, which the whole team reads."""

    how = RadioField(
        "Where it stands",
        choices=[
            SelectChoice("answered", "This is what we do about it, or why we don’t"),
            SelectChoice("done", "It is done"),
        ],
        validate_choice=False,
    )
    words = TextAreaField(
        "Your answer",
        description="The whole team reads it. Yes, no with the reason, or “I do it myself”.",
        filters=[typed_text],
        validators=[Written("Say what you do about it, or why not.")],
    )
    by_day = StringField(
        "By when", description="The day by which you mean to have done it, such as 27 3 2027.", filters=[typed_line]
    )

    def validate_how(self, field: RadioField) -> None:
        if field.data not in ("answered", "done"):
            raise ValidationError("Choose where it stands.")

    def validate_by_day(self, field: StringField) -> None:
        if field.data and as_day(field.data) is None:
            raise ValidationError("Enter the day as day, month, year, such as 27 3 2027, or leave it empty.")

    @property
    def done(self) -> bool:
        return bool(self.how.data == "done")

    @property
    def day(self) -> date | None:
        return as_day(self.by_day.data) if self.by_day.data else None


class StillThereForm(StampedForm):
    words = TextAreaField(
        "What is still in the way", description="If you like.", filters=[typed_text], validators=[Written()]
    )
