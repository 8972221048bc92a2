"""When people write: more in winter than in summer, less at weekends, hardly at night, and all at once in a storm."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

_BY_MONTH = (1.25, 1.15, 1.0, 0.9, 0.85, 0.8, 0.8, 0.75, 1.0, 1.1, 1.15, 1.05)
_WEEKEND = 0.55
_STORM = 3.2
_BY_HOUR = (1, 1, 0.5, 0.5, 0.5, 1, 3, 6, 10, 12, 12, 10, 8, 8, 8, 8, 9, 10, 11, 10, 8, 6, 4, 2)
_STORMY_MONTHS = (10, 11, 12, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Storm:
    """A week of storm, from its first day, a Monday."""

    first_day: date

    def holds(self, day: date) -> bool:
        return self.first_day <= day < self.first_day + timedelta(days=7)


def storm_between(random: Random, first: date, last: date) -> Storm:
    """A stormy week, not at the very ends of the year."""
    days = (first + timedelta(days=offset) for offset in range(28, (last - first).days - 56))
    mondays = [day for day in days if day.weekday() == 0 and day.month in _STORMY_MONTHS]
    return Storm(random.choice(mondays))


def arrivals(random: Random, count: int, first: date, until: datetime, zone: ZoneInfo, storm: Storm) -> list[datetime]:
    """`count` instants (UTC) from the day `first` to `until`, in order."""
    days = [first + timedelta(days=offset) for offset in range((until.astimezone(zone).date() - first).days)]
    weights = [_weight(day, storm) for day in days]
    found = (_instant(random, day, zone) for day in random.choices(days, weights, k=count))
    return sorted(found)


def _weight(day: date, storm: Storm) -> float:
    weight = _BY_MONTH[day.month - 1] * (_WEEKEND if day.weekday() >= 5 else 1)
    return weight * (_STORM if storm.holds(day) else 1)


def _instant(random: Random, day: date, zone: ZoneInfo) -> datetime:
    (hour,) = random.choices(range(24), _BY_HOUR)
    local = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), zone)
    return local.astimezone(UTC)
