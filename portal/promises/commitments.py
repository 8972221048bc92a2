"""A version of a commitment: the promise as it was published, and its calendar. DESIGN §5 "What is in force"."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from portal.promises.calendars import Calendar
from portal.promises.due import Pause, due_at
from portal.promises.targets import Target, parse_target


@dataclass(frozen=True)
class CommitmentVersion:
    """What was promised. `objective` is a share from 0 to 1, `text` the published HTML.

    `calendar` is None for elapsed time; `time_zone` is the site's, in which times are shown and `3 days` are counted.
    """

    slug: str
    title: str
    indicator: str
    target: Target
    objective: float
    calendar: Calendar | None
    calendar_name: str | None
    time_zone: str
    remedy: str
    effective_from: date
    text: str

    def due_at(self, received_at: datetime, pauses: Iterable[Pause] = ()) -> datetime:
        """When the promise is due for what arrives at `received_at`. UTC. Raises PromiseError and NoHoursLeft.

        Nothing falls due in the midst of a pause: one that begins exactly at a close adds no working time until the
        calendar opens again, and is not late for that.
        """
        rests = sorted(pauses)
        due = due_at(self.target, received_at, calendar=self.calendar, time_zone=self.time_zone, pauses=rests)
        for start, end in rests:
            if start <= due < end:
                due = end.astimezone(UTC)
        return due

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return sha256(self.to_json().encode()).hexdigest()

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {
            "slug": self.slug,
            "title": self.title,
            "indicator": self.indicator,
            "target": str(self.target),
            "objective": self.objective,
            "calendar": self.calendar.to_data() if self.calendar else None,
            "calendar_name": self.calendar_name,
            "time_zone": self.time_zone,
            "remedy": self.remedy,
            "effective_from": self.effective_from.isoformat(),
            "text": self.text,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "CommitmentVersion":
        """The version that `to_data` was called on. Raises TargetError and CalendarError."""
        return cls(
            slug=data["slug"],
            title=data["title"],
            indicator=data["indicator"],
            target=parse_target(data["target"]),
            objective=data["objective"],
            calendar=None if data["calendar"] is None else Calendar.from_data(data["calendar"]),
            calendar_name=data["calendar_name"],
            time_zone=data["time_zone"],
            remedy=data["remedy"],
            effective_from=date.fromisoformat(data["effective_from"]),
            text=data["text"],
        )

    def to_json(self) -> str:
        """One line of JSON, the same for the same content."""
        return json.dumps(self.to_data(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "CommitmentVersion":
        return cls.from_data(json.loads(text))
