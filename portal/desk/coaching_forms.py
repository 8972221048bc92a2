"""The forms of coaching notes. Their words blame nobody: what was noticed, what one would try."""

from collections.abc import Iterable

from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.acts.coaching import NOT_IN_REPORT, NewNote
from portal.desk.moving_forms import require_choice
from portal.desk.written import Written
from portal.reports.passages import MOST_CHARACTERS, find_passage
from portal.reports.timeline import Entry
from portal.team.roster import Person
from portal.web.forms import StampedForm, typed_text


class QuotingForm(StampedForm):
    """What may be about one passage of a report."""

    quoted = TextAreaField(
        "The passage it is about",
        description="Copy it from the report. Leave it empty if it is about the whole.",
        filters=[typed_text],
    )

    def quote_from(self, entries: Iterable[Entry]) -> None:
        """Without this nothing can be quoted."""
        self._entries = list(entries)

    def validate_quoted(self, field: TextAreaField) -> None:
        words = field.data or ""
        if len(words) > MOST_CHARACTERS:
            raise ValidationError(f"Shorten it to {MOST_CHARACTERS:,} characters; it has {len(words):,}.")
        if words.strip() and find_passage(getattr(self, "_entries", ()), words) is None:
            raise ValidationError(NOT_IN_REPORT)


class AskForm(QuotingForm):
    """A responder asks a coach."""

    coach = SelectField("Whom you ask", validate_choice=False)
    words = TextAreaField(
        "Would you look at this with me?",
        description="What you are not sure about, or would like to do better next time.",
        filters=[typed_text],
        validators=[Written("Say what you would like to look at.")],
    )

    def offer(self, coaches: Iterable[Person]) -> None:
        self.coach.choices = [SelectChoice("", "Choose"), *(SelectChoice(each.key, each.name) for each in coaches)]

    def validate_coach(self, field: SelectField) -> None:
        require_choice(field, "Choose whom you ask.")

    @property
    def note(self) -> NewNote:
        return NewNote(self.words.data, quoted=self.quoted.data or "")


class CoachsNoteForm(QuotingForm):
    """A coach says what they noticed."""

    words = TextAreaField(
        "What I noticed",
        description="What you saw, and what went well in it. Say it as you would across a table.",
        filters=[typed_text],
        validators=[Written("Say what you noticed.")],
    )
    would_try = TextAreaField(
        "What I would try", description="If you have an idea for next time.", filters=[typed_text],
        validators=[Written()],
    )  # fmt: skip

    @property
    def note(self) -> NewNote:
        return NewNote(self.words.data, self.would_try.data or "", self.quoted.data or "")


class OfferForm(CoachsNoteForm):
    """A coach begins, about the work of one of those who wrote on the report."""

    responder = SelectField("Whose work it is about", validate_choice=False)

    def offer(self, people: Iterable[Person]) -> None:
        found = [SelectChoice(each.key, each.name) for each in people]
        self.responder.choices = found if len(found) == 1 else [SelectChoice("", "Choose"), *found]

    def validate_responder(self, field: SelectField) -> None:
        require_choice(field, "Choose whose work it is about.")


class ReplyForm(QuotingForm):
    """The responder goes on."""

    words = TextAreaField("What I think", filters=[typed_text], validators=[Written("Write a word or two.")])

    @property
    def note(self) -> NewNote:
        return NewNote(self.words.data, quoted=self.quoted.data or "")
