"""The forms of a report's page on the desk: one for each thing a responder can do."""

from collections.abc import Callable

from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.written import MOST_TO_CUSTOMER, Written
from portal.errors import MoveRefused
from portal.reports.report import Report
from portal.web.forms import StampedForm, typed_line, typed_text


class AnswerForm(StampedForm):
    """`script` names the script that the answer was begun from, if one was; `then` is what its button does besides."""

    script = HiddenField()
    then = HiddenField()
    words = TextAreaField(
        "Your answer",
        description="The customer reads it as you write it, and gets it by mail if they gave an address.",
        filters=[typed_text],
        validators=[Written("Write your answer first.", most=MOST_TO_CUSTOMER)],
    )

    @property
    def resolves(self) -> bool:
        """Whether the report is closed with the answer."""
        return bool(self.then.data == "resolve")


class ResolveForm(StampedForm):
    what_we_did = TextAreaField(
        "What we did",
        description="The customer reads it.",
        filters=[typed_text],
        validators=[Written("Say what was done, so that they can check it.", most=MOST_TO_CUSTOMER)],
    )


class DeclineForm(StampedForm):
    tried = TextAreaField(
        "What we tried",
        description="The customer reads all of this.",
        filters=[typed_text],
        validators=[Written("Say what was tried. A no without an attempt is no answer.", most=MOST_TO_CUSTOMER)],
    )
    why = TextAreaField(
        "Why it stops here",
        filters=[typed_text],
        validators=[Written("Say why it stops here, in a sentence you would accept yourself.", most=MOST_TO_CUSTOMER)],
    )
    instead = TextAreaField(
        "What they can do instead",
        filters=[typed_text],
        validators=[
            Written(
                "Say what they can do instead. There is always something, if only whom to ask.", most=MOST_TO_CUSTOMER
            )
        ],
    )
    costs = TextAreaField(
        "What it costs them",
        description="If it helps to say so: nobody who hears a no believes that it costs them nothing.",
        filters=[typed_text],
        validators=[Written(most=MOST_TO_CUSTOMER)],
    )
    saves = TextAreaField(
        "What it saves, and whom",
        description="If it helps to say so, such as the other people on the line.",
        filters=[typed_text],
        validators=[Written(most=MOST_TO_CUSTOMER)],
    )


class OpenAgainForm(StampedForm):
    reason = TextAreaField(
        "Why you open it again",
        description="The customer reads it. If the mistake was ours, say so plainly.",
        filters=[typed_text],
        validators=[Written("Say why, so that the customer knows what to expect.", most=MOST_TO_CUSTOMER)],
    )


class FreshLinkForm(StampedForm):
    """Nothing but the button."""


class SetAsideForm(StampedForm):
    reason = SelectField(
        "What it is",
        choices=[
            SelectChoice("spam", "Spam"),
            SelectChoice("test", "A test"),
            SelectChoice("duplicate", "The same report again"),
        ],
        validate_choice=False,
    )
    same_as = StringField(
        "The reference of the other report",
        description="Only for the same report again. The customer reads it if both came from them.",
        filters=[typed_line],
    )
    sure = HiddenField()
    why = TextAreaField(
        "How you know",
        description="Only the team reads this. It is counted in public, without a word of it.",
        filters=[typed_text],
        validators=[Written("Say how you know, for whoever asks later.")],
    )

    def validate_reason(self, field: SelectField) -> None:
        require_choice(field, "Choose what it is: spam, a test, or the same report again.")

    def look_up(self, other: Callable[[str], Report]) -> None:
        """`other` finds a report by what is typed; it raises MoveRefused."""
        self._other = other

    def validate_same_as(self, field: StringField) -> None:
        if self.reason.data == "duplicate":
            try:
                self._other(field.data or "")
            except MoveRefused as error:
                raise ValidationError(str(error)) from error
