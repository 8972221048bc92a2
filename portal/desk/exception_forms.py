"""The form with which a lead changes a policy on the spot: for one report, or for all until a day."""

from datetime import date

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.acts.make_exception import Wanted
from portal.desk.moving_forms import require_choice
from portal.desk.typed_day import as_day
from portal.desk.written import Written
from portal.library.library import Library
from portal.web.forms import StampedForm, typed_line, typed_text


class _ExceptionForm(StampedForm):
    policy = SelectField("Which policy", validate_choice=False)
    allowed = TextAreaField(
        "What is allowed differently",
        description="In words that a customer may read, without a name.",
        filters=[typed_text],
        validators=[Written("Say what is allowed, so that a colleague can do it.")],
    )
    reason = TextAreaField(
        "Why",
        description="The team reads this, and whoever decides about the policy.",
        filters=[typed_text],
        validators=[Written("Say why, so that somebody can decide whether the policy is right.")],
    )
    last_day = StringField("Last day on which it holds", description="Such as 27 3 2027.", filters=[typed_line])

    def offer(self, library: Library, today: date) -> None:
        """The policies that are published."""
        published = sorted(library.public.live_on(today).policies.values(), key=lambda page: page.title.casefold())
        self.policy.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(page.slug, page.title) for page in published),
        ]

    def validate_policy(self, field: SelectField) -> None:
        require_choice(field, "Choose the policy.")

    def _needs_day(self) -> bool:
        return True

    def validate_last_day(self, field: StringField) -> None:
        if self._needs_day() and as_day(field.data) is None:
            raise ValidationError("Enter the last day as day, month, year, such as 27 3 2027.")

    def wanted(self) -> Wanted:
        """What was chosen, once the form is valid."""
        return Wanted(
            policy=self.policy.data,
            allowed=self.allowed.data,
            reason=self.reason.data,
            last_day=as_day(self.last_day.data) if self._needs_day() else None,
            tell_customer=bool(getattr(self, "tell", None) and self["tell"].data),
        )


class ExceptionForAllForm(_ExceptionForm):
    """An exception that begins with no report."""


class ExceptionForm(_ExceptionForm):
    """An exception that a report gives the reason for."""

    tell = BooleanField("Tell the customer in these words", default=True)
    end = RadioField(
        "How long it holds",
        choices=[
            SelectChoice("report", "For this report only"),
            SelectChoice("day", "For all reports, until a day"),
        ],
        default="report",
        validate_choice=False,
    )
    last_day = StringField(
        "Last day on which it holds",
        description="If it is for all reports. Such as 27 3 2027.",
        filters=[typed_line],
    )

    def _needs_day(self) -> bool:
        return bool(self.end.data == "day")

    def validate_end(self, field: RadioField) -> None:
        if field.data not in ("report", "day"):
            raise ValidationError("Choose how long it holds.")


class EndForm(StampedForm):
    """Nothing but the button."""
