"""What can be done with a mail in the tray: put it on a report, make one of it, or settle it with a reason."""

from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.acts.take_mail_from_tray import WrittenBy
from portal.library.library import Library
from portal.reports.references import find_reference
from portal.web.forms import StampedForm

MOST_REMARK_CHARACTERS = 2_000


class PlaceForm(StampedForm):
    """`reference` is one as `find_reference` gives it, once the form is valid."""

    reference = StringField("Reference of the report", description="Such as R7K4-M2PX.")
    written_by = RadioField(
        "Whose words are they?",
        choices=[
            SelectChoice(WrittenBy.CUSTOMER.value, "The customer wrote it"),
            SelectChoice(WrittenBy.NOTE.value, "Somebody else: keep it as a note that only the team sees"),
        ],
        validate_choice=False,
    )

    def validate_reference(self, field: StringField) -> None:
        found = find_reference(field.data or "")
        if found is None:
            raise ValidationError("Enter the reference of the report, two groups of four such as R7K4-M2PX.")
        field.data = found

    def validate_written_by(self, field: RadioField) -> None:
        if field.data not in list(WrittenBy):
            raise ValidationError("Choose whose words they are.")


class NewReportForm(StampedForm):
    topic = SelectField("What it is about", validate_choice=False)
    severity = SelectField("What it means for them", validate_choice=False)

    def offer(self, library: Library) -> None:
        topics = sorted(library.public.topics.values(), key=lambda topic: (topic.order, topic.slug))
        self.topic.choices = [SelectChoice("", "Choose"), *(SelectChoice(each.slug, each.says) for each in topics)]
        self.severity.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(each.key, each.label) for each in library.site.severities),
        ]

    def validate_topic(self, field: SelectField) -> None:
        _require_choice(field, "Choose what it is about.")

    def validate_severity(self, field: SelectField) -> None:
        _require_choice(field, "Choose what it means for them.")


class SettleForm(StampedForm):
    remark = TextAreaField("Why it needs no place", description="Such as: an advertisement; answered by phone.")

    def validate_remark(self, field: TextAreaField) -> None:
        text = (field.data or "").strip()
        if not text:
            raise ValidationError("Say why, so that nobody has to read it again.")
        if len(text) > MOST_REMARK_CHARACTERS:
            raise ValidationError(f"Shorten this to {MOST_REMARK_CHARACTERS:,} characters; it has {len(text):,}.")
        field.data = text


def _require_choice(field: SelectField, missing: str) -> None:
    if not field.data or field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(missing)
