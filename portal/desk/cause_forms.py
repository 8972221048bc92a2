"""The forms about one cause behind several reports: on a report's page, and on the page of the cause."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.written import Written
from portal.promises.wall_clock import local_instant, zone_of
from portal.web.forms import StampedForm, typed_line, typed_text

MOST_IN_TITLE = 120
MOST_IN_SENTENCE = 400
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_EVERYBODY = (
    "Everybody reads it: those who reported it, those about to, and the home page. One or two sentences with the "
    "facts. No customer’s name or address."
)
_PLACEHOLDERS = (
    "Each customer reads it as an answer to them. {{customer_name}}, {{reference}}, {{responder_name}}, "
    "{{organisation}} and {{next_word}} are filled in for each; what is not known is left out."
)


class Short:
    """Raises ValidationError for more than `most` characters, with the count."""

    field_flags: dict[str, bool] = {}

    def __init__(self, most: int) -> None:
        self._most = most

    def __call__(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length > self._most:
            raise ValidationError(f"Shorten this to {self._most} characters; it has {length}.")


class _SentenceForm(StampedForm):
    """A sentence for everybody, and when it is next renewed."""

    sentence = TextAreaField(
        "What is known now", description=_EVERYBODY, filters=[typed_line], validators=[Short(MOST_IN_SENTENCE)]
    )
    next_word = StringField("Next word by", filters=[typed_line])

    def offer(self, promised: str) -> None:
        """`promised` is the time, in words, by which the site's promises want the next word; empty without one."""
        self._is_promised = bool(promised)
        self.next_word.description = (
            f"Left empty, it is {promised}, as we promise. It may be earlier: a time such as 15:30."
            if promised
            else "No promise of ours says it for this topic, so you do: a time within a day, such as 15:30."
        )

    def validate_next_word(self, field: StringField) -> None:
        if field.data and not _TIME.fullmatch(field.data):
            raise ValidationError("Enter the time as hours and minutes, such as 15:30.")
        if self.sentence.data and not field.data and not self._is_promised:
            raise ValidationError("Say by when the next word comes, such as 15:30.")

    def next_word_at(self, now: datetime, time_zone: str) -> datetime | None:
        """The next instant (UTC) at which clocks show the time that was typed; None where none was."""
        found = _TIME.fullmatch(self.next_word.data or "")
        if found is None:
            return None
        zone, shown = zone_of(time_zone), time(int(found[1]), int(found[2]))
        today = now.astimezone(zone).date()
        days = (today, today + timedelta(days=1), today + timedelta(days=2))
        return next(at for day in days if (at := local_instant(datetime.combine(day, shown), zone)) > now)


class OpenCauseForm(_SentenceForm):
    title = StringField(
        "What it is, for the team",
        description="Short, as you would call it: “The mast at Eelby”. No customer’s name.",
        filters=[typed_line],
        validators=[Written("Name it, so that colleagues recognise it."), Short(MOST_IN_TITLE)],
    )


class RenewForm(_SentenceForm):
    def validate_sentence(self, field: TextAreaField) -> None:
        if not field.data:
            raise ValidationError("Write what is known now. That nothing has changed is news too.")


class JoinCauseForm(StampedForm):
    cause = SelectField("Which", validate_choice=False)

    def offer(self, choices: list[tuple[int, str]]) -> None:
        """`choices` are the ids of open causes, and what they are called."""
        self.cause.choices = [SelectChoice("", "Choose"), *(SelectChoice(str(key), said) for key, said in choices)]

    def validate_cause(self, field: SelectField) -> None:
        require_choice(field, "Choose a cause that is open.")


class LeaveCauseForm(StampedForm):
    why = TextAreaField(
        "Why",
        description="Only the team reads this.",
        filters=[typed_text],
        validators=[Written("Say why it is another cause.")],
    )
    words = TextAreaField("What the customer should know", filters=[typed_text], validators=[Written()])

    def offer(self, was_told: bool) -> None:
        """`was_told` says whether the customer has read a sentence about this cause."""
        self._was_told = was_told
        self.words.description = (
            "They were told of this cause, and get this as your answer."
            if was_told
            else "They know nothing of this cause, so it may stay empty."
        )

    def validate_words(self, field: TextAreaField) -> None:
        if self._was_told and not field.data:
            raise ValidationError("Tell them why it is another cause than they were told.")


class CloseCauseForm(StampedForm):
    words = TextAreaField("How it ended", filters=[typed_line], validators=[Short(MOST_IN_SENTENCE)])

    def offer(self, was_public: bool) -> None:
        self._was_public = was_public
        self.words.description = (
            "Each open report is told it, as the last word about this cause."
            if was_public
            else "Nothing of it was public, so this may stay empty."
        )

    def validate_words(self, field: TextAreaField) -> None:
        if self._was_public and not field.data:
            raise ValidationError("Write how it ended: everybody who was told that it began wants to know.")


class AnswerAllForm(StampedForm):
    words = TextAreaField(
        "Your answer to all of them",
        description=_PLACEHOLDERS,
        filters=[typed_text],
        validators=[Written("Write your answer first.")],
    )


class ResolveAllForm(StampedForm):
    what_we_did = TextAreaField(
        "What we did",
        description=_PLACEHOLDERS,
        filters=[typed_text],
        validators=[Written("Say what was done, so that they can check it.")],
    )
