"""The form by which somebody keeps a mistake of theirs as a lesson for all."""

from collections.abc import Iterable

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.acts.keep_lesson import Told
from portal.desk.moving_forms import require_choice
from portal.desk.written import MOST_IN_NOTE, Written
from portal.web.forms import StampedForm, typed_text

_NO_CUSTOMER = "Without the customer’s name, address or reference: it works without."


class LessonForm(StampedForm):
    entry = SelectField("What of yours it is about", validate_choice=False)
    what_happened = TextAreaField(
        "What happened",
        description=_NO_CUSTOMER,
        filters=[typed_text],
        validators=[Written("Say what happened, in a sentence or two.", most=MOST_IN_NOTE)],
    )
    learned = TextAreaField(
        "What I learned", filters=[typed_text], validators=[Written("Say what you learned.", most=MOST_IN_NOTE)]
    )
    do_now = TextAreaField(
        "What I do now", filters=[typed_text], validators=[Written("Say what you do now.", most=MOST_IN_NOTE)]
    )
    with_name = RadioField(
        "Who reads that it is from you",
        choices=[SelectChoice("no", "Nobody: it is from “a colleague”"), SelectChoice("yes", "All: my name is on it")],
        default="no",
        validate_choice=False,
    )

    def offer(self, own: Iterable[tuple[str, str]]) -> None:
        """`own` are the person's entries: id and words."""
        self._own = [SelectChoice(value, label) for value, label in own]
        self.entry.choices = self._own if len(self._own) == 1 else [SelectChoice("", "Choose"), *self._own]

    def validate_entry(self, field: SelectField) -> None:
        # Somebody else's entry is a whole number too; the act says whose it is.
        if not (field.data or "").isdecimal() or len(field.data) > 18:
            require_choice(field, "Choose what of yours it is about.")

    @property
    def told(self) -> Told:
        return Told(self.what_happened.data, self.learned.data, self.do_now.data, self.with_name.data == "yes")
