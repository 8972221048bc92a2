"""Who answers, and when: what is different between two libraries beside the pages that readers see. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.languages.formatting import listed
from portal.library.library import Library
from portal.library.team_file import PersonLine, ShiftLine


@dataclass(frozen=True, slots=True)
class RoutingChange:
    """`about` is a topic, a person or a calendar by its name in content; `words` are sentences."""

    about: str
    words: str


def routing_changes(was: Library, now: Library) -> tuple[RoutingChange, ...]:
    return (*_topics(was, now), *_people(was, now), *_calendars(was, now))


def _topics(was: Library, now: Library) -> Iterator[RoutingChange]:
    for slug in sorted(was.public.topics.keys() & now.public.topics.keys()):
        before, after = was.public.topics[slug], now.public.topics[slug]
        if _team(now, after.team) != _team(was, before.team):
            words = f"Reports on it go to {_team(now, after.team)}. They went to {_team(was, before.team)}."
            yield RoutingChange(f"topics/{slug}", words)
        if before.needs_skills != after.needs_skills:
            words = f"A good answer takes {_listed(after.needs_skills)}. It took {_listed(before.needs_skills)}."
            yield RoutingChange(f"topics/{slug}", words)


def _people(was: Library, now: Library) -> Iterator[RoutingChange]:
    for group, noun in (("responders", "a responder"), ("leads", "a lead")):
        before: Mapping[str, PersonLine] = getattr(was.desk.team, group)
        after: Mapping[str, PersonLine] = getattr(now.desk.team, group)
        for key in sorted(before.keys() | after.keys()):
            old, new = before.get(key), after.get(key)
            if old is None and new is not None:
                yield RoutingChange(key, f"{new.name} is {noun} now, with {_hours(new.shifts)} a week.")
            elif new is None and old is not None:
                yield RoutingChange(key, f"{old.name} is {noun} no longer, who had {_hours(old.shifts)} a week.")
            elif old is not None and new is not None:
                yield from (RoutingChange(key, words) for words in _person(old, new, was, now))


def _person(old: PersonLine, new: PersonLine, was: Library, now: Library) -> Iterator[str]:
    before, after = [_team(was, key) for key in old.teams], [_team(now, key) for key in new.teams]
    if set(before) != set(after):
        yield f"{new.name} answers for {_listed(after)}. Before: {_listed(before)}."
    if old.skills.keys() != new.skills.keys():
        yield f"{new.name} is trained for {_listed(new.skills)}. Before: {_listed(old.skills)}."
    if old.shifts != new.shifts:
        yield f"{new.name} has other shifts: {_hours(new.shifts)} a week, and it was {_hours(old.shifts)}."
    if old.capacity != new.capacity:
        yield f"{new.name} does well by {new.capacity} open reports at once. It was {old.capacity}."


def _calendars(was: Library, now: Library) -> Iterator[RoutingChange]:
    """That other hours of the week count is told with each promise that counts them."""
    for name in sorted(was.calendars.keys() & now.calendars.keys()):
        before, after = was.calendars[name], now.calendars[name]
        parts = [
            words
            for field, words in (
                ("holidays", "closed days"),
                ("date_hours", "hours on single days"),
                ("breaks", "breaks"),
            )
            if before.get(field) != after.get(field)
        ]
        if parts:
            yield RoutingChange(name, f"The calendar has other {listed(parts)}.")


def _team(library: Library, key: str) -> str:
    """By what it is called: a team whose key alone is another answers as before."""
    team = library.desk.team.teams.get(key)
    return team.name if team else key


def _hours(shifts: Iterable[ShiftLine]) -> str:
    minutes = sum(_minutes(shift) * len(shift.days) for shift in shifts)
    hours = f"{minutes / 60:g}"
    return "1 hour" if hours == "1" else f"{hours} hours"


def _minutes(shift: ShiftLine) -> int:
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in shift.hours)
    return end - start if end > start else end - start + 24 * 60


def _listed(words: Iterable[Any]) -> str:
    return listed([str(word) for word in words]) or "nothing"
