"""Between wall time in a zone and instants.

A wall time that does not exist moves forward by the length of the gap, one that comes twice means the first: RFC 5545
§3.3.5, and the same as zoneinfo's `fold=0`. Instants are whole microseconds since 1970-01-01T00:00Z (`_us`), days are
proleptic ordinals as in `date.toordinal`.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from portal.errors import CalendarError, PromiseError
from portal.promises.suggestions import did_you_mean

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
DAY_US = 86_400 * SECOND_US
FIRST_YEAR, LAST_YEAR = 1900, 9900
"""The years that instants may lie in; beyond them zones have no meaning and Python's datetimes run out."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_NOT_PLACES = ("right/", "posix/")
_NOT_ZONES = ("localtime", "posixrules", "Factory")


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name such as `Europe/London`. Raises CalendarError with a remedy."""
    try:
        if name in _NOT_ZONES or name.startswith(_NOT_PLACES):
            raise ValueError(name)
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        hint = did_you_mean(name[:60], available_timezones()) or "Write a name such as `Europe/London`."
        raise CalendarError(f"`{name[:60]}` is not a time zone. {hint}", ("time_zone",)) from None


def to_us(instant: datetime) -> int:
    """Raises PromiseError for an instant without an offset, or too far away to be worked with."""
    if instant.tzinfo is None:
        raise PromiseError("an instant needs its offset from UTC")
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise PromiseError(f"the year {instant.year} is out of reach; give one from {FIRST_YEAR} to {LAST_YEAR}")
    return (instant - _EPOCH) // _MICROSECOND


def from_us(instant_us: int) -> datetime:
    """The instant in UTC."""
    return _EPOCH + timedelta(microseconds=instant_us)


def local_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a wall time without offset."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def local_day(instant_us: int, zone: ZoneInfo) -> int:
    """The ordinal of the date that the wall calendar shows."""
    return from_us(instant_us).astimezone(zone).toordinal()


def day_and_minute_us(day: int, minute: int, zone: ZoneInfo) -> int:
    """The instant of a minute counted from the day's midnight; 1440 and more lie on the next day."""
    extra_days, minute = divmod(minute, 1440)
    day += extra_days
    local = datetime.combine(date.fromordinal(day), time(minute // 60, minute % 60), zone)
    offset = local.utcoffset() or timedelta()
    return (day - _EPOCH_DAY) * DAY_US + minute * MINUTE_US - (offset // _MICROSECOND)


@lru_cache(maxsize=4096)
def midnights_us(zone_name: str, year: int) -> tuple[int, ...]:
    """The instants of midnight of the days from two before 1 January of `year` to three after 31 December."""
    zone = zone_of(zone_name)
    first = date(year, 1, 1).toordinal() - 2
    last = date(year, 12, 31).toordinal() + 3
    return tuple(day_and_minute_us(day, 0, zone) for day in range(first, last + 1))
