"""The forms around signing in: an address, or nothing but a button."""

from wtforms import HiddenField, StringField, ValidationError

from portal.web.forms import StampedForm, typed_line
from portal.web.wanted_page import wanted_page


class AddressForm(StampedForm):
    """`wanted` is the page to go on to."""

    mail = StringField("Your work e-mail address", filters=[typed_line])
    wanted = HiddenField(filters=[wanted_page])

    def validate_mail(self, field: StringField) -> None:
        if (field.data or "").count("@") != 1:
            raise ValidationError("Enter one e-mail address in full, such as sam@example.org.")


class ButtonForm(StampedForm):
    """Nothing but the button."""
