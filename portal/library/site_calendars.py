"""The calendars of site.yml as resolved versions: their fields, and the files of closures that they name. DESIGN §9."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from portal.errors import CalendarError, ClosuresError
from portal.library.closures_file import closed_time_in, source_of
from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.suggestions import nearest
from portal.library.yaml_nodes import MappingNode, node_at, plain_data
from portal.promises.calendar_fields import MIDNIGHT, Faults, read_windows, spoken
from portal.promises.calendars import Calendar, calendar_faults, parse_calendar, read_calendar
from portal.promises.wall_clock import zone_of


@dataclass(frozen=True, slots=True)
class SiteCalendars:
    """`resolved` holds those that can be read, by name; `sources` are the files of closures that are named."""

    resolved: Mapping[str, Calendar]
    sources: frozenset[str]
    problems: tuple[Problem, ...]


def read_site_calendar(data: object, time_zone: str | None, content_dir: Path) -> Calendar:
    """One calendar as written in site.yml. `time_zone` stands in where it names none. Raises CalendarError."""
    faults = site_calendar_faults(data, time_zone, content_dir)
    if faults:
        raise faults[0]
    fields, closures = _apart(data)
    calendar = parse_calendar(fields, time_zone=time_zone)
    if closures is None:
        return calendar
    return calendar.closed_also(closed_time_in(content_dir, closures, calendar.time_zone))


def site_calendar_faults(data: object, time_zone: str | None, content_dir: Path) -> list[CalendarError]:
    """Everything that is wrong with one calendar as written in site.yml."""
    fields, closures = _apart(data)
    faults = calendar_faults(fields, time_zone=time_zone)
    if closures is not None:
        try:
            closed_time_in(content_dir, closures, _known_zone(fields, time_zone))
        except ClosuresError as fault:
            faults.append(fault)
    return faults


def _apart(data: object) -> tuple[object, object]:
    """The fields that say for themselves what they mean, and the value of `closures` or None."""
    if not isinstance(data, Mapping) or "closures" not in data:
        return data, None
    return {key: value for key, value in data.items() if key != "closures"}, data["closures"] or ""


def _known_zone(fields: object, time_zone: str | None) -> str:
    """The calendar's zone, or another where that is a fault already."""
    own = fields.get("time_zone", time_zone) if isinstance(fields, Mapping) else time_zone
    try:
        return zone_of(str(own).strip()).key
    except CalendarError:
        return "UTC"


def read_site_calendars(document: Document, content_dir: Path) -> SiteCalendars:
    """The time zone and the calendars, from the fields as written, so that other faults do not hide theirs."""
    if document.fields is None:
        return SiteCalendars({}, frozenset(), ())
    data = plain_data(document.fields)
    assert isinstance(data, dict)
    problems: list[Problem] = []
    written_zone = data.get("time_zone", "")
    zone = written_zone.strip() if isinstance(written_zone, str) else ""
    if not _is_time_zone(zone):
        if zone:
            near = nearest(zone, available_timezones())
            remedy = f"Did you mean `{near}`?" if near else "Write continent and city, such as Europe/London."
            problems.append(document.problem(("time_zone",), f"`{zone}` is not a time zone.", remedy))
        zone = "UTC"
    has_calendars = isinstance(node_at(document.fields, ("calendars",)), MappingNode)
    calendars: dict[str, Any] = data["calendars"] if has_calendars else {}
    resolved: dict[str, Calendar] = {}
    for name, written in sorted(calendars.items()):
        faults = site_calendar_faults(written, zone, content_dir)
        problems += (_problem(document, name, fault) for fault in faults)
        readable, wrong = read_calendar(_apart(written)[0], zone)
        if not any(fault.where[:1] in ((), ("hours",), ("date_hours",)) for fault in wrong):
            problems += _never_opens(document, name, readable)
            problems += _swapped_breaks(document, name, written, readable)
        if not faults:
            resolved[name] = read_site_calendar(written, zone, content_dir)
    return SiteCalendars(resolved, frozenset(_sources(calendars.values())), tuple(problems))


def _is_time_zone(name: str) -> bool:
    """To ask for all zones there are walks through their files."""
    try:
        zone_of(name)
    except CalendarError:
        return False
    return True


def _never_opens(document: Document, name: str, calendar: Calendar) -> Iterator[Problem]:
    if not any(calendar.weekly) and not any(calendar.date_hours.values()):
        what = f"The calendar `{name}` never opens, so no promise could be kept by it."
        remedy = 'Give it hours, such as `mon: [["09:00", "17:00"]]`.'
        yield document.problem(("calendars", name), what, remedy)


def _swapped_breaks(document: Document, name: str, written: object, calendar: Calendar) -> Iterator[Problem]:
    """Warns of breaks that run into the next day where nobody works through midnight: their times may be swapped."""
    breaks = written.get("breaks", {}) if isinstance(written, Mapping) else {}
    if any(end >= MIDNIGHT for windows in (*calendar.weekly, *calendar.date_hours.values()) for _, end in windows):
        return
    for day, pairs in breaks.items() if isinstance(breaks, Mapping) else ():
        for number, pair in enumerate(pairs if isinstance(pairs, list) else ()):
            hours = read_windows([pair], (), Faults(), "break")
            if hours and hours[0][1] > MIDNIGHT:
                what = f"The break {spoken(hours[0])} ends before it begins, so it runs into the next day."
                keys = ("calendars", name, "breaks", day, number)
                yield document.warning(keys, what, "Swap its times, unless that is meant.")


def _sources(calendars: Iterable[object]) -> Iterator[str]:
    """Of every text in a calendar, also under a misspelt name: only those that are files matter."""
    for written in calendars:
        for value in written.values() if isinstance(written, Mapping) else ():
            source = source_of(value)
            if source:
                yield source


def _problem(document: Document, name: str, fault: CalendarError) -> Problem:
    keys = ("calendars", name, *fault.where)
    if isinstance(fault, ClosuresError):
        return document.problem(keys, fault.what, fault.remedy)
    what, _, remedy = str(fault).partition(". ")
    remedy = remedy or "Remove it, or correct its name."
    return document.problem(keys, what.rstrip(".") + ".", remedy, of_key="is not known" in what)


def check_unnamed(closures: Iterable[str], calendars: SiteCalendars) -> Iterator[Problem]:
    """A file of closures that no calendar names closes nothing, which its author would not see."""
    for source in closures:
        if source not in calendars.sources:
            remedy = "Name it as `closures:` of a calendar, or remove it."
            yield Problem(source, 1, 1, "No calendar in site.yml names this file.", remedy)
