"""Who else has a report open, and what was said on it meanwhile, in sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.acts.viewing import Other, others_viewing
from portal.acts.workplace import Workplace
from portal.reports.report import Report

_WRITING = {
    "answer": "an answer",
    "heard": "what they heard",
    "effort": "what they try",
    "offer": "an offer",
    "wait": "a question to the customer",
    "resolve": "how it was resolved",
    "decline": "a no",
}


def others_here(workplace: Workplace, report: Report, person: str) -> list[str]:
    """`Tom has this open too, since 14:02, and is writing an answer.` Raises StoreUnavailable."""
    people, zone = workplace.roster().people, workplace.library.site.time_zone
    return [
        f"{people[other.person].name} has this open too, since {wall_clock(other.since, zone)}{_writing(other)}."
        for other in others_viewing(workplace, report.id, person)
        if other.person in people
    ]


def _writing(other: Other) -> str:
    return f", and is writing {_WRITING.get(other.writing, 'something')}" if other.writing else ""


def wall_clock(at: datetime, time_zone: str) -> str:
    """`14:02`."""
    return f"{at.astimezone(ZoneInfo(time_zone)):%H:%M}"
