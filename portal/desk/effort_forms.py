"""The forms of an effort: to show what one tries, and to say what came of it.

Several efforts may be under way, so each has a form of its own, an act named for it: `conclude-17`.
"""

import re

from wtforms import StringField, TextAreaField, ValidationError

from portal.desk.written import Written
from portal.web.forms import StampedForm, typed_text

IN_THE_DARK = "Say what you try next, or whom you ask, so that nobody waits in the dark."
_CONCLUDE = re.compile(r"conclude-([0-9]{1,18})")


class EffortForm(StampedForm):
    """Without `came_of_it` the effort is under way; with it, all is told at once."""

    tried = TextAreaField(
        "What I try",
        description="As you would say it: “I am ringing the exchange.” The customer sees it at once.",
        filters=[typed_text],
        validators=[Written("Say what you try.")],
    )
    came_of_it = TextAreaField(
        "What came of it",
        description="Leave it empty while you are at it: the customer sees that you are, and you say it later.",
        filters=[typed_text],
        validators=[Written()],
    )
    next_step = TextAreaField(
        "What is next",
        description="With a time, if you can: “I try again at 14:00.”",
        filters=[typed_text],
        validators=[Written()],
    )
    asked = StringField("Whom I ask", description="If anybody.", filters=[typed_text], validators=[Written()])

    def validate_next_step(self, field: TextAreaField) -> None:
        if self.came_of_it.data and not (field.data or self.asked.data):
            raise ValidationError(IN_THE_DARK)


class ConcludeForm(StampedForm):
    """`effort` is the id of the entry that began the effort."""

    effort: int = 0

    came_of_it = TextAreaField(
        "What came of it",
        description="Also when it was nothing.",
        filters=[typed_text],
        validators=[Written("Say what came of it, even if it was nothing.")],
    )
    next_step = TextAreaField(
        "What is next", description="With a time, if you can.", filters=[typed_text], validators=[Written()]
    )
    asked = StringField("Whom I ask", description="If anybody.", filters=[typed_text], validators=[Written()])

    def validate_next_step(self, field: TextAreaField) -> None:
        if not (field.data or self.asked.data):
            raise ValidationError(IN_THE_DARK)


def conclude_act(effort_id: int) -> str:
    """The name of the act that concludes an effort."""
    return f"conclude-{effort_id}"


def concluded_effort(act_name: str) -> int | None:
    """The effort that an act of this name concludes; None for any other act."""
    found = _CONCLUDE.fullmatch(act_name)
    return int(found[1]) if found else None
