"""What comes in during a year: drawn from the site's own past, else as in the sample year. Pure but for the seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from portal.library.library import Library
from portal.upkeep.demo.season import arrivals, storm_between
from portal.upkeep.demo.troubles import Troubles

YEAR = timedelta(days=365)
# A year later on the same weekday.
_FIFTY_TWO_WEEKS = timedelta(days=364)
_SPREAD_S = 1_800


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that comes in at `at` (UTC); `topic` and `severity` are keys of the library."""

    at: datetime
    topic: str
    severity: str


def first_day_of(library: Library) -> date:
    """The first day of the first calendar year in which all that is promised today is in force from the beginning.

    It hangs on the content alone, so that the same content gives the same year on any day.
    """
    latest = max((page.effective_from for page in library.public.commitments.values()), default=date(2026, 1, 1))
    return latest if (latest.month, latest.day) == (1, 1) else date(latest.year + 1, 1, 1)


def drawn_from_content(library: Library, random: Random, first: date, count: int) -> list[Arrival]:
    """`count` reports about the site's topics, by the hours, the season and the weather of the sample year."""
    zone = ZoneInfo(library.site.time_zone)
    last = first + YEAR
    storm = storm_between(random, first, last)
    topics = [topic for _, topic in sorted(library.public.live_on(first).topics.items())]
    troubles = Troubles(library, topics, random, storm)
    until = datetime.combine(last, time(), zone).astimezone(UTC)
    found = []
    for at in arrivals(random, count, first, until, zone, storm):
        topic, subject = troubles.topic_on(at.astimezone(zone).date())
        found.append(Arrival(at, topic.slug, troubles.severity(subject)))
    return found


def drawn_from_past(
    past: Sequence[Arrival], library: Library, random: Random, first: date, count: int
) -> list[Arrival]:
    """`count` reports drawn from a year of the past, each on the same weekday and in the same weeks of the year.

    What is about a topic that is no more counts as the catch-all's, and a severity that is no more as the least.
    """
    zone = ZoneInfo(library.site.time_zone)
    topics = library.public.live_on(first).topics
    severities = [severity.key for severity in library.site.severities]
    found = []
    for each in random.choices(past, k=count):
        local = each.at.astimezone(zone).replace(tzinfo=None, microsecond=0)
        while local.date() < first:
            local += _FIFTY_TWO_WEEKS
        while local.date() >= first + _FIFTY_TWO_WEEKS:
            local -= _FIFTY_TWO_WEEKS
        midnight = datetime.combine(local.date(), time())
        # A little earlier or later, so that what came twice does not come in the same second; the day stays.
        second = int((local - midnight).total_seconds()) + random.randint(-_SPREAD_S, _SPREAD_S)
        local = midnight + timedelta(seconds=min(max(second, 0), 86_399))
        topic = each.topic if each.topic in topics else library.catch_all.slug
        severity = each.severity if each.severity in severities else severities[0]
        found.append(Arrival(local.replace(tzinfo=zone).astimezone(UTC), topic, severity))
    return sorted(found, key=lambda arrival: (arrival.at, arrival.topic, arrival.severity))
