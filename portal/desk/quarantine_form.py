"""What is ticked in the quarantine, and which way it goes."""

import re

from wtforms import Field, StringField, ValidationError

from portal.web.forms import StampedForm
from portal.web.stored_id import LARGEST

LET_IN, SET_ASIDE = "let-in", "set-aside"


class TickedField(Field):  # type: ignore[misc]
    """The numbers of all boxes that were ticked."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(valuelist))


class QuarantineForm(StampedForm):
    chosen = TickedField("Reports")
    do = StringField()

    def validate_chosen(self, field: TickedField) -> None:
        if not field.data:
            raise ValidationError("Tick the reports that you have looked at, then press a button.")
        if not all(re.fullmatch("[0-9]{1,19}", each) and int(each) <= LARGEST for each in field.data):
            raise ValidationError("One of these is none of ours. Look at the quarantine again.")
        if self.do.data not in (LET_IN, SET_ASIDE):
            raise ValidationError("Press one of the two buttons.")
