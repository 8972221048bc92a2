"""Commitments and events for the tests of clocks. The office is in London; 2026-11-23 is a Monday."""

from datetime import UTC, date, datetime
from typing import Any

from portal.promises.calendars import parse_calendar
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import parse_target

ZONE = "Europe/London"
OFFICE = parse_calendar(
    {"time_zone": ZONE, "hours": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)


def promise(indicator: str, target: str, **changes: Any) -> CommitmentVersion:
    values: dict[str, Any] = {
        "slug": f"{indicator.replace('_', '-')}-{target.replace(' ', '-')}",
        "title": f"{indicator} within {target}",
        "indicator": indicator,
        "target": parse_target(target),
        "objective": 0.95,
        "calendar": OFFICE if "working" in target else None,
        "calendar_name": "office" if "working" in target else None,
        "time_zone": ZONE,
        "remedy": "A month free.",
        "effective_from": date(2026, 1, 1),
        "text": "<p>We answer.</p>",
    }
    return CommitmentVersion(**(values | changes))


def at(text: str) -> datetime:
    """`23 10:00` is that day of November 2026, in London and in UTC."""
    day, clock = text.split(" ")
    return datetime.fromisoformat(f"2026-11-{int(day):02}T{clock}").replace(tzinfo=UTC)


def events(*said: str, **options: Any) -> list[ClockEvent]:
    """`events("23 10:00 received", "23 11:00 answered")`; the options go to every event that can have them."""
    found = []
    for line in said:
        day, clock, kind = line.split(" ")
        extra = {
            name: value
            for name, value in options.items()
            if (name, kind) in (("limit_days", "waiting_started"), ("reason", "voided"))
        }
        found.append(ClockEvent(at(f"{day} {clock}"), EventKind(kind), **extra))
    return found
