"""The events of an iCalendar file of closures, those that recur written out. RFC 5545; DESIGN §9.

Events that were cancelled are passed over. `TRANSP` is not asked: whoever lists an event among the closures is closed,
however busy their calendar shows them. Zones go by name; definitions of zones in the file (VTIMEZONE) are not used.
The packages that read iCalendar are imported here, in the process of portal.library.closures_worker.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import recurring_ical_events

from portal.errors import ClosuresError
from portal.library.closure_lines import without_zone_definitions
from portal.promises.closed_time import Closure

MAX_OCCURRENCES = 2_000
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_ONCE = ("DTSTART", "DTEND", "DURATION", "RRULE")
_WITHIN_A_DAY = ("HOURLY", "MINUTELY", "SECONDLY")
_WITHIN_A_DAY_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_NOT_ICALENDAR = "Save it afresh from your calendar program, as iCalendar (.ics)."


def closures_in(text: str, years: range) -> set[Closure]:
    """Start and end of every occurrence that reaches into `years` or to a day of them. Raises ClosuresError.

    Rules that never match can keep it busy for seconds; its caller limits the time.
    """
    lines = without_zone_definitions(text)
    try:
        # As bytes: a text of one line would be taken for the name of a file.
        calendars = icalendar.Calendar.from_ical(lines.encode(), multiple=True)
    except ValueError as error:
        raise ClosuresError(f"The file cannot be read as iCalendar ({_shortened(error)}).", _NOT_ICALENDAR) from None
    found: set[Closure] = set()
    for calendar in calendars:
        for place, event in enumerate(calendar.walk("VEVENT"), 1):
            _check(event, _named(event, place))
        for closure in _occurrences(calendar, years):
            found.add(closure)
            if len(found) > MAX_OCCURRENCES:
                what = f"Its events come to more than {MAX_OCCURRENCES:,} closures from {years[0]} to {years[-1]}."
                remedy = "Let recurring events end, and write what is closed every week as `breaks` or fewer `hours`."
                raise ClosuresError(what, remedy)
    return found


def _occurrences(calendar: Any, years: range) -> Iterator[Closure]:
    """Year by year, so that a flood is noticed before it is written out; what spans two years comes twice."""
    query = recurring_ical_events.of(calendar)
    for year in years:
        # A day more on either side, since the ends of a year differ from zone to zone.
        for event in query.between(date(year, 1, 1) - timedelta(days=1), date(year + 1, 1, 1) + timedelta(days=1)):
            if not _is_cancelled(event):
                yield event["DTSTART"].dt, event["DTEND"].dt


def _check(event: Any, name: str) -> None:
    """Raises ClosuresError for an event that is not well-formed, or recurs in a way that is not taken."""
    for key in _ONCE:
        if isinstance(event.get(key), list):
            raise ClosuresError(f"{name} has `{key}` twice.", "Remove one of them, or make it two events.")
    if event.errors:
        key, reason = event.errors[0]
        raise ClosuresError(f"{name} cannot be read ({key or 'a line'}: {_shortened(reason)}).", _NOT_ICALENDAR)
    if "DTSTART" not in event:
        raise ClosuresError(f"{name} has no start.", "Give it one (`DTSTART`), or remove the event.")
    for key in _TIMES:
        _check_zones(event, key, name)
    _check_length(event, name)
    _check_rule(event, name)


def _check_zones(event: Any, key: str, name: str) -> None:
    """A zone that is unknown is dropped without a word when the file is read; its name is still there."""
    given = event.get(key, ())
    for value in given if isinstance(given, list | tuple) else (given,):
        zone = value.params.get("TZID")
        for moment in value.dts if hasattr(value, "dts") else (value,):
            first = moment.dt[0] if isinstance(moment.dt, tuple) else moment.dt
            if zone and isinstance(first, datetime) and first.tzinfo is None:
                remedy = "Use a name such as `Europe/London`; what the file itself says about zones is not used."
                raise ClosuresError(f"{name} is in `{_shortened(zone)}`, which is not a known time zone.", remedy)


def _check_length(event: Any, name: str) -> None:
    start = event["DTSTART"].dt
    if not isinstance(start, date):
        raise ClosuresError(f"{name} has no date as its start.", "Give its start (`DTSTART`) as date or date and time.")
    if "DTEND" in event:
        end = event["DTEND"].dt
        mixed = _form(start) != _form(end)
    else:
        duration = event["DURATION"].dt if "DURATION" in event else timedelta(0)
        end = start + duration
        mixed = not isinstance(start, datetime) and duration % timedelta(days=1) != timedelta(0)
    if mixed:
        remedy = "Give both as dates, or both as times in a zone, or both as times without one."
        raise ClosuresError(f"{name} begins and ends in different forms.", remedy)
    if end < start:
        raise ClosuresError(f"{name} ends before it begins.", "Correct its start or its end.")
    if end == start and isinstance(start, datetime):
        raise ClosuresError(f"{name} ends as it begins.", "Give it an end, or make it an event of the whole day.")


def _form(moment: object) -> tuple[bool, bool]:
    return isinstance(moment, datetime), getattr(moment, "tzinfo", None) is not None


def _check_rule(event: Any, name: str) -> None:
    if "EXRULE" in event:
        raise ClosuresError(f"{name} has an `EXRULE`, which is not known any more.", "Use `EXDATE` for each exception.")
    rule = event.get("RRULE")
    if rule is None:
        return
    if str(rule.get("FREQ", [""])[0]) in _WITHIN_A_DAY or any(part in rule for part in _WITHIN_A_DAY_PARTS):
        remedy = "Make it an event for each time of day that recurs by the day, week, month or year."
        raise ClosuresError(f"{name} recurs within the day.", remedy)
    if rule.get("INTERVAL", [1])[0] < 1:
        raise ClosuresError(f"{name} recurs at no interval.", "Correct `INTERVAL` to 1 or more.")
    until, start = rule.get("UNTIL", [None])[0], event["DTSTART"].dt
    if isinstance(start, datetime) and until is not None and not isinstance(until, datetime):
        # Some programs end times by a date, and mean all of it; read by the letter it would lose its last day.
        last = datetime.combine(until, time(23, 59, 59), start.tzinfo)
        rule["UNTIL"] = [last.astimezone(UTC) if start.tzinfo else last]


def _is_cancelled(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _named(event: Any, place: int) -> str:
    summary = _shortened(event.get("SUMMARY", ""))
    return f"The event `{summary}`" if summary else f"Event number {place}"


def _shortened(words: object) -> str:
    text = " ".join(str(words).split()).rstrip(".")
    return text if len(text) <= 60 else text[:59] + "…"
