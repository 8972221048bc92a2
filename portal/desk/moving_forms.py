"""Forms that move a report: to a colleague, to a skill, to where it belongs."""

from collections.abc import Iterable
from datetime import datetime

from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.receiver_words import name_and_when, skill_and_when
from portal.desk.written import Written
from portal.library.library import Library
from portal.reports.report import Report
from portal.team.roster import Roster
from portal.web.forms import StampedForm, typed_text

_WHY = "Only the team reads this."
_MUST_KNOW = "Say what your colleague must know. If there is nothing, say so."


def require_choice(field: SelectField, message: str) -> None:
    """Raises ValidationError unless the field's value is one of its choices, and not the empty first one."""
    if not field.data or field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(message)


class HandOverForm(StampedForm):
    to = SelectField("To whom", validate_choice=False)
    why = TextAreaField(
        "Why",
        description="Only the team reads this.",
        filters=[typed_text],
        validators=[Written("Say why you hand it over.")],
    )
    must_know = TextAreaField(
        "What they must know",
        description="So that the customer never has to say anything twice.",
        filters=[typed_text],
        validators=[Written("Say what your colleague must know. If there is nothing, say so.")],
    )

    def offer(self, roster: Roster, report: Report, now: datetime) -> None:
        """The choices: colleagues of the report's team first, then the teams, then everybody else. Who is not there
        at `now` (UTC) is listed with when they are.
        """
        self._receivers = {*roster.responders, *roster.teams}
        people = [person for person in roster.responders.values() if person.key != report.owner]
        near = [person for person in people if report.team in person.teams]
        far = [person for person in people if report.team not in person.teams]
        self.to.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(person.key, name_and_when(roster, person, now)) for person in near),
            *(SelectChoice(team.key, f"{team.name}, whoever is on shift") for team in roster.teams.values()),
            *(
                SelectChoice(
                    person.key,
                    f"{name_and_when(roster, person, now)} "
                    f"({', '.join(roster.teams[team].name for team in person.teams)})",
                )
                for person in far
            ),
        ]

    def validate_to(self, field: SelectField) -> None:
        # Whoever has it by now is no choice any more, but may be what a second press of the button sends.
        if field.data not in self._receivers:
            raise ValidationError("Choose a colleague or a team.")


class EscalateForm(StampedForm):
    skill = SelectField(
        "What it needs", description="Somebody whose training for it is current gets it.", validate_choice=False
    )
    why = TextAreaField("Why", description=_WHY, validators=[Written("Say why it needs this.")], filters=[typed_text])
    must_know = TextAreaField(
        "What they must know",
        description="So that the customer never has to say anything twice.",
        validators=[Written(_MUST_KNOW)],
        filters=[typed_text],
    )

    def offer(self, skills: Iterable[str], roster: Roster, now: datetime) -> None:
        self.skill.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(skill, skill_and_when(roster, skill, now)) for skill in skills),
        ]

    def validate_skill(self, field: SelectField) -> None:
        require_choice(field, "Choose what it needs.")


class ReclassifyForm(StampedForm):
    topic = SelectField("Topic", validate_choice=False)
    severity = SelectField("How it affects them", validate_choice=False)
    reason = TextAreaField(
        "Why",
        description="The customer reads this.",
        filters=[typed_text],
        validators=[Written("Say why, in a sentence the customer reads.")],
    )

    def offer(self, library: Library, report: Report) -> None:
        """The choices; what the report is filed under now is chosen unless something was sent."""
        self.topic.choices = [SelectChoice(topic.slug, topic.says) for topic in library.public.topics.values()]
        self.severity.choices = [SelectChoice(severity.key, severity.label) for severity in library.site.severities]
        self.topic.data = self.topic.data or report.topic
        self.severity.data = self.severity.data or report.severity

    def validate_topic(self, field: SelectField) -> None:
        require_choice(field, "Choose a topic.")

    def validate_severity(self, field: SelectField) -> None:
        require_choice(field, "Choose how it affects them.")
