"""The worked example on a commitment's page: what the promise means on the coming working day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from portal.errors import NoHoursLeft
from portal.languages.formatting import time_in_words, weekday_in_words
from portal.languages.messages import N_, _
from portal.promises.commitments import CommitmentVersion
from portal.promises.open_time import open_time
from portal.promises.spoken import spoken_date, spoken_weekday
from portal.promises.wall_clock import from_us, local_day, local_instant, to_us, zone_of

_BEFORE_CLOSE = timedelta(minutes=30)
_ANY_HOUR = time(16, 30)
_SENTENCES = {
    "first_response": N_("Report on %(weekday)s at %(time)s, and a person answers by %(due)s"),
    "next_update": N_("Report on %(weekday)s at %(time)s, and you hear from us again by %(due)s"),
    "resolution": N_("Report on %(weekday)s at %(time)s, and it is settled by %(due)s"),
}
_OF_ANY_OTHER = N_("Report on %(weekday)s at %(time)s, and it is done by %(due)s")


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """Instants in UTC. From `changes_at` on another example is the coming one. `text` has no full stop."""

    received_at: datetime
    due_at: datetime
    changes_at: datetime
    text: str


def worked_example(commitment: CommitmentVersion, at: datetime) -> WorkedExample:
    """An example from late on the first working day after the date of `at`, and when it is due.

    `Report on Friday at 16:30, and a person answers by Monday 10:30`. Raises NoHoursLeft and PromiseError.
    """
    opens_at, received_at = _late_on_the_coming_day(commitment, at)
    due = commitment.due_at(received_at)
    zone = zone_of(commitment.time_zone)
    arrival = received_at.astimezone(zone)
    changes_at = local_instant(datetime.combine(opens_at.astimezone(zone).date(), time()), zone)
    text = _(
        _SENTENCES.get(commitment.indicator, _OF_ANY_OTHER),
        weekday=weekday_in_words(arrival),
        time=time_in_words(arrival),
        due=_said_after(received_at, due, commitment.time_zone),
    )
    return WorkedExample(received_at, due, changes_at, text)


def _late_on_the_coming_day(commitment: CommitmentVersion, at: datetime) -> tuple[datetime, datetime]:
    """When the day's last window opens, and an arrival late in it."""
    zone = zone_of(commitment.time_zone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    if commitment.calendar is None or not commitment.target.working:
        any_hour = local_instant(datetime.combine(tomorrow, _ANY_HOUR), zone)
        return any_hour, any_hour
    times = open_time(commitment.calendar)
    midnight = local_instant(datetime.combine(tomorrow, time()), zone)
    first_day = local_day(to_us(midnight), zone_of(commitment.calendar.time_zone))
    for day in times.working_days_from(first_day):
        opens, closes = (from_us(instant) for instant in max(times.days.own_windows(day), key=lambda span: span[1]))
        if opens >= midnight:
            return opens, max(opens, closes - _BEFORE_CLOSE)
    raise NoHoursLeft("The calendar has no hours ahead. Give it hours in site.yml.")


def _said_after(received_at: datetime, due: datetime, time_zone: str) -> str:
    zone = zone_of(time_zone)
    days = (due.astimezone(zone).date() - received_at.astimezone(zone).date()).days
    clock = time_in_words(due.astimezone(zone))
    if days == 0:
        return _("%(time)s the same day", time=clock)
    if days <= 6:
        return _("%(weekday)s %(time)s", weekday=spoken_weekday(due, time_zone), time=clock)
    return _("%(day)s, %(time)s", day=spoken_date(due, time_zone, with_year=False), time=clock)
