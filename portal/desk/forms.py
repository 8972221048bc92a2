"""The forms of a report's page on the desk: one for each thing a responder can do."""

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.desk.written import Written
from portal.web.forms import StampedForm, typed_text


class AnswerForm(StampedForm):
    """`script` names the script that the answer was begun from, if one was."""

    script = HiddenField()
    words = TextAreaField(
        "Your answer",
        description="The customer reads it as you write it, and gets it by mail if they gave an address.",
        filters=[typed_text],
        validators=[Written("Write your answer first.")],
    )


class EffortForm(StampedForm):
    tried = TextAreaField(
        "What I tried",
        description="As you would say it: “I called the exchange.”",
        filters=[typed_text],
        validators=[Written("Say what you tried.")],
    )
    came_of_it = TextAreaField(
        "What came of it",
        description="Leave it empty while you are at it.",
        filters=[typed_text],
        validators=[Written()],
    )
    next_step = TextAreaField(
        "What I try next",
        description="With a time, if you can.",
        filters=[typed_text],
        validators=[Written("Say what you try next, so that nobody waits in the dark.")],
    )
    asked = StringField("Whom I asked", description="If anybody.", filters=[typed_text], validators=[Written()])


class ResolveForm(StampedForm):
    what_we_did = TextAreaField(
        "What we did",
        description="The customer reads it.",
        filters=[typed_text],
        validators=[Written("Say what was done, so that they can check it.")],
    )


class DeclineForm(StampedForm):
    tried = TextAreaField(
        "What we tried",
        description="The customer reads all three.",
        filters=[typed_text],
        validators=[Written("Say what was tried. A no without an attempt is no answer.")],
    )
    why = TextAreaField(
        "Why it stops here",
        filters=[typed_text],
        validators=[Written("Say why it stops here, in a sentence you would accept yourself.")],
    )
    instead = TextAreaField(
        "What they can do instead",
        filters=[typed_text],
        validators=[Written("Say what they can do instead. There is always something, if only whom to ask.")],
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
    )
    why = TextAreaField(
        "How you know",
        description="Only the team reads this. It is counted in public, without a word of it.",
        filters=[typed_text],
        validators=[Written("Say how you know, for whoever asks later.")],
    )
