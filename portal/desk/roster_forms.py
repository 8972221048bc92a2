"""The forms around the roster: to ask a colleague to take a shift, and for time off."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.desk.moving_forms import require_choice
from portal.desk.written import Written
from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Roster
from portal.team.shift_words import spoken_span
from portal.web.forms import StampedForm, typed_line, typed_text

ANYBODY = "anybody"
_DATE = "Enter the date as year-month-day, such as 2026-12-14."
_TOO_FAR = "That is too far ahead. Enter a day of the next year and a half."
LAST_YEAR = 2100
_TIME = "Enter the time as 09:30, or leave both times empty for whole days."


class SwapForm(StampedForm):
    shift = SelectField("Which of your shifts", validate_choice=False)
    to = SelectField("Whom you ask", validate_choice=False)
    in_return = SelectField(
        "What you take in return",
        description="If anything. It has to be a shift of the colleague you ask.",
        validate_choice=False,
    )
    note = TextAreaField(
        "A word to them",
        description="If you like. Only who is asked reads it.",
        filters=[typed_text],
        validators=[Written()],
    )

    def offer(self, roster: Roster, person: str, coming: Iterable[tuple[str, PlannedShift]]) -> None:
        """`coming` are everybody's shifts of the weeks ahead, by key."""
        zone, everybody = roster.time_zone, list(coming)
        mine = [shift for key, shift in everybody if key == person]
        others = [(key, shift) for key, shift in everybody if key != person and key in roster.responders]
        colleagues = sorted((each for each in roster.responders.values() if each.key != person), key=lambda p: p.name)
        self.shift.choices = [
            SelectChoice("", "Choose"),
            *(SelectChoice(shift.start.isoformat(), spoken_span(shift.start, shift.end, zone)) for shift in mine),
        ]
        self.to.choices = [
            SelectChoice(ANYBODY, "Anybody of my teams"),
            *(SelectChoice(each.key, each.name) for each in colleagues),
        ]
        self.in_return.choices = [
            SelectChoice("", "Nothing"),
            *(
                SelectChoice(
                    f"{key} {shift.start.isoformat()}",
                    f"{roster.responders[key].name}: {spoken_span(shift.start, shift.end, zone)}",
                )
                for key, shift in others
            ),
        ]

    @property
    def asked(self) -> str | None:
        """A key; None for anybody."""
        return None if self.to.data == ANYBODY else str(self.to.data)

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.shift.data)

    @property
    def return_start(self) -> datetime | None:
        return datetime.fromisoformat(self.in_return.data.split(" ")[1]) if self.in_return.data else None

    def validate_shift(self, field: SelectField) -> None:
        require_choice(field, "Choose one of your shifts.")

    def validate_to(self, field: SelectField) -> None:
        require_choice(field, "Choose whom you ask.")

    def validate_in_return(self, field: SelectField) -> None:
        if not field.data:
            return
        require_choice(field, "Choose one of the shifts in the list, or nothing.")
        if field.data.split(" ")[0] != self.to.data:
            raise ValidationError("This is a shift of somebody else. Choose one of the colleague you ask, or nothing.")


class CoverForm(StampedForm):
    """A lead puts down a colleague who agreed to take a free shift."""

    taker = SelectField("Who takes it", validate_choice=False)

    def offer(self, roster: Roster, absent: str) -> None:
        colleagues = sorted((each for each in roster.responders.values() if each.key != absent), key=lambda p: p.name)
        self.taker.choices = [SelectChoice("", "Choose"), *(SelectChoice(each.key, each.name) for each in colleagues)]

    def validate_taker(self, field: SelectField) -> None:
        require_choice(field, "Choose who takes the shift.")


class TimeOffForm(StampedForm):
    """`spans` holds what is asked for, in UTC, once the form is valid. Leads enter it for somebody."""

    person = SelectField("For whom", validate_choice=False)
    first_day = StringField("First day", filters=[typed_line])
    last_day = StringField("Last day", description="Leave it empty for one day.", filters=[typed_line])
    from_time = StringField("From", description="Leave both times empty for whole days.", filters=[typed_line])
    to_time = StringField("To", filters=[typed_line])
    note = TextAreaField(
        "A word to your lead",
        description="If you like. You owe nobody a reason.",
        filters=[typed_text],
        validators=[Written()],
    )

    def offer(self, roster: Roster, person: str) -> None:
        self.person.choices = people_choices(roster, person)
        self.zone = ZoneInfo(roster.time_zone)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Start and end (UTC); of a form that is valid."""
        first = date.fromisoformat(self.first_day.data)
        last = date.fromisoformat(self.last_day.data) if self.last_day.data else first
        if self.from_time.data:
            start, end = time.fromisoformat(self.from_time.data), time.fromisoformat(self.to_time.data)
            return self._at(first, start), self._at(last, end)
        return self._at(first, time()), self._at(last + timedelta(days=1), time())

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def validate_person(self, field: SelectField) -> None:
        require_choice(field, "Choose somebody of the team.")

    def validate_first_day(self, field: StringField) -> None:
        _require_date(field.data or "")

    def validate_last_day(self, field: StringField) -> None:
        if not field.data:
            return
        last = _require_date(field.data)
        first = _date(self.first_day.data or "")
        if first is not None and last < first:
            raise ValidationError("The last day comes before the first. Correct one of the two.")

    def validate_from_time(self, field: StringField) -> None:
        _require_time(field.data or "", other=self.to_time.data or "")

    def validate_to_time(self, field: StringField) -> None:
        _require_time(field.data or "", other=self.from_time.data or "")
        one_day = not self.last_day.data or self.last_day.data == self.first_day.data
        if field.data and one_day and _time(self.from_time.data or "") and field.data <= (self.from_time.data or ""):
            raise ValidationError("It ends before it begins. Correct one of the two times.")


def people_choices(roster: Roster, person: str) -> list[SelectChoice]:
    """Everybody, with `person` first."""
    people = sorted(roster.people.values(), key=lambda each: (each.key != person, each.name))
    return [SelectChoice(each.key, each.name) for each in people]


def _require_date(text: str) -> date:
    found = _date(text)
    if found is None:
        raise ValidationError(_TOO_FAR if _year(text) > LAST_YEAR else _DATE)
    return found


def _require_time(text: str, *, other: str) -> None:
    if bool(text) != bool(other) and not text:
        raise ValidationError("Enter both times, or neither.")
    if text and _time(text) is None:
        raise ValidationError(_TIME)


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= LAST_YEAR and len(text) == len("2026-12-14") else None


def _year(text: str) -> int:
    """Of a date; 0 for what is none."""
    try:
        return date.fromisoformat(text).year
    except ValueError:
        return 0


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if len(text) == len("09:30") else None
    except ValueError:
        return None
