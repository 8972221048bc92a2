"""Forms around the pages that are edited: a new one, its draft, what others say, and what is published."""

from wtforms import HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.written import MOST_IN_LINE, MOST_IN_NOTE, Written
from portal.web.forms import StampedForm, typed_line, typed_text

_KINDS = {
    "policy": "A policy: a rule we work by",
    "limitation": "A limitation: something we have chosen not to fix",
    "commitment": "A promise, with a time that runs",
    "topic": "A topic that customers can report on",
    "page": "A page of its own",
    "script": "A script for the desk, to be made personal",
    "guide": "A guide for the desk, for a hard moment",
    "drill": "A drill for the desk, to practise with",
}


def _as_typed(text: str | None) -> str:
    """The file itself, in which every sign may be meant; what it may not hold is said by the check."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


class RevisionForm(StampedForm):
    """`revision` is that of the draft as it stood on the page; `seen` gives it as a number."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


class DraftForm(RevisionForm):
    text = TextAreaField(
        "The file of the page",
        description="The fields stand between the two lines of hyphens; below them is the text, in Markdown.",
        filters=[_as_typed],
        validators=[
            Written("Nothing is left of the page. To remove it for good, ask whoever keeps the files.", most=10**6)
        ],
    )


class BothForm(DraftForm):
    """`shown` is the digest of the file that was shown beside it."""

    shown = HiddenField()


class NewPageForm(StampedForm):
    kind = RadioField(
        "What kind of page is it",
        choices=[SelectChoice(key, words) for key, words in _KINDS.items()],
        validate_choice=False,
    )
    title = StringField(
        "Title",
        description="As a reader would say it. The address of the page is made from it.",
        filters=[typed_line],
        validators=[Written("Give the page a title.", most=MOST_IN_LINE)],
    )

    def validate_kind(self, field: RadioField) -> None:
        if field.data not in _KINDS:
            raise ValidationError("Choose what kind of page it is.")


class CommentForm(StampedForm):
    words = TextAreaField(
        "What you think of it",
        description="Everybody on the desk reads it. Leave customers out of it.",
        filters=[typed_text],
        validators=[Written("Write what you think, or leave it.", most=MOST_IN_NOTE)],
    )


class PublishForm(RevisionForm):
    why = StringField(
        "What you changed, in a sentence",
        description="It stands in the history of the page. You may leave it out.",
        filters=[typed_line],
        validators=[Written(most=MOST_IN_LINE)],
    )
