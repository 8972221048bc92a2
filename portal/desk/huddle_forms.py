"""The form that adds a point to the huddle."""

from wtforms import StringField, ValidationError

from portal.desk.written import Written
from portal.reports.references import find_reference
from portal.web.forms import StampedForm, typed_line

MOST_IN_POINT = 120


class PointForm(StampedForm):
    words = StringField(
        "What should be talked about",
        description="One line. It stays until somebody says that it was talked about. No customer’s name.",
        filters=[typed_line],
        validators=[Written("Write what should be talked about.")],
    )
    about = StringField(
        "A report it is about", description="If any: its reference, such as R7K4-M2PX.", filters=[typed_line]
    )

    def validate_words(self, field: StringField) -> None:
        length = len(field.data or "")
        if length > MOST_IN_POINT:
            raise ValidationError(f"Shorten this to {MOST_IN_POINT} characters; it has {length}.")

    def validate_about(self, field: StringField) -> None:
        if field.data and find_reference(field.data) is None:
            raise ValidationError("Enter the report’s reference, such as R7K4-M2PX, or leave it empty.")
