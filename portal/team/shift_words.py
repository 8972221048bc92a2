"""A shift or a time off in words: `Monday 30 November, 08:00 to 16:00`. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.promises.spoken import spoken_date
from portal.team.planned_shifts import PlannedShift


def spoken_span(start: datetime, end: datetime, time_zone: str) -> str:
    """Whole days are said without times; an end on another day is said with its day. Instants are in UTC."""
    zone = ZoneInfo(time_zone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    day = spoken_date(start, time_zone, with_year=False)
    if first.time() == time(0) and last.time() == time(0) and last > first:
        last_day = spoken_date(end - timedelta(hours=12), time_zone, with_year=False)
        return day if last_day == day else f"{day} to {last_day}"
    if last.date() == first.date() or end - start < timedelta(days=1):
        return f"{day}, {first:%H:%M} to {last:%H:%M}"
    return f"{day}, {first:%H:%M}, to {spoken_date(end, time_zone, with_year=False)}, {last:%H:%M}"


def spoken_hours(start: datetime, end: datetime, time_zone: str) -> str:
    """`08:00 to 16:00`."""
    zone = ZoneInfo(time_zone)
    return f"{start.astimezone(zone):%H:%M} to {end.astimezone(zone):%H:%M}"


def spoken_breaks(shift: PlannedShift, time_zone: str) -> str:
    """`09:15 to 09:30 and 11:30 to 12:00`; empty without any."""
    return " and ".join(spoken_hours(start, end, time_zone) for start, end in shift.breaks)
