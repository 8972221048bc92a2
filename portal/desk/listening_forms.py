"""Forms of listening and waiting: what I heard, and what I need from the customer."""

from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.written import Written
from portal.web.forms import StampedForm, typed_text


class SumUpForm(StampedForm):
    heard = TextAreaField(
        "What I heard",
        description="Say it back in their words. They confirm it or put it right with one button.",
        validators=[Written("Say what you heard.")],
        filters=[typed_text],
    )


class WaitForm(StampedForm):
    reason = TextAreaField(
        "What you need from them",
        description="The customer reads it. Promises on time rest until they write.",
        validators=[Written("Say what you need, so that they know what to send.")],
        filters=[typed_text],
    )
    days = SelectField(
        "How long we wait",
        choices=[SelectChoice("14", "14 days"), SelectChoice("7", "7 days"), SelectChoice("28", "28 days")],
        validate_choice=False,
    )

    def validate_days(self, field: SelectField) -> None:
        require_choice(field, "Choose how long we wait: 7, 14 or 28 days.")
