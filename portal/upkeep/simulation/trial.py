"""A roster tried: the same year of reports lived once with each policy, and once more without somebody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from portal.errors import PortalError
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.promises.commitments import CommitmentVersion
from portal.promises.suggestions import did_you_mean
from portal.team.roster import Roster
from portal.upkeep.simulation.arrivals import (
    YEAR,
    Arrival,
    drawn_from_content,
    drawn_from_past,
    first_day_of,
)
from portal.upkeep.simulation.case import Case
from portal.upkeep.simulation.outcome import Outcome, outcome_of
from portal.upkeep.simulation.policies import POLICIES, Policy
from portal.upkeep.simulation.stretches import TeamWeek
from portal.upkeep.simulation.work import Step, draw_work
from portal.upkeep.simulation.year import Year

PER_RESPONDER = 3.0
"""Reports a day for each responder, where neither an option nor the past says how many come."""

Progress = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Expected:
    """A year of reports that is expected; `work` has the steps of each. `first` is its first day, `days` its length."""

    seed: int
    first: date
    days: int
    per_day: float
    drawn_from: Literal["content", "past"]
    arrivals: tuple[Arrival, ...]
    work: tuple[tuple[Step, ...], ...]


def expect(
    library: Library, *, seed: int, per_day: float | None = None, days: int = 365, past: Sequence[Arrival] = ()
) -> Expected:
    """Drawn from the past where there is one, else from the content; the same arguments give the same reports."""
    random = Random(seed)  # noqa: S311 - a trial needs no secrecy
    first = first_day_of(library)
    usual = len(past) / 364 if past else PER_RESPONDER * len(library.desk.team.responders)
    a_day = usual if per_day is None else per_day
    count = max(1, round(a_day * YEAR.days))
    drawn = (
        drawn_from_past(past, library, random, first, count)
        if past
        else drawn_from_content(library, random, first, count)
    )
    last = datetime.combine(first + timedelta(days=days), time(), ZoneInfo(library.site.time_zone))
    arrivals = tuple(arrival for arrival in drawn if arrival.at < last)
    gravities = _gravities(library)
    work = tuple(draw_work(random, gravities[arrival.severity]) for arrival in arrivals)
    return Expected(seed, first, days, a_day, "past" if past else "content", arrivals, work)


class Trial:
    """Tries what is expected on the library's roster."""

    def __init__(self, library: Library, expected: Expected) -> None:
        self._library, self._expected = library, expected
        self.roster = library.desk.team.roster(library.site.time_zone)
        # Stretches are those of the whole roster, so that with and without somebody they can be compared.
        self._weeks = {team: TeamWeek(self.roster, team) for team in sorted(self.roster.teams)}
        self._versions: dict[tuple[str, str], tuple[CommitmentVersion, ...]] = {}

    def run(self, policy: Policy, *, without: str = "", progress: Progress | None = None) -> Outcome:
        """One year with one policy, `without` a responder by key. Raises PortalError for somebody who is none."""
        roster = self.roster
        if without:
            self.require_responder(without)
            roster = _without(roster, without)
        year = Year(roster, policy, self.cases(), self._expected.first, self._expected.days)
        for at in year.pass_by():
            if progress is not None:
                progress(at)
        return outcome_of(year.lived, self._weeks)

    def require_responder(self, key: str) -> None:
        """Raises PortalError for somebody who is none."""
        if key not in self.roster.responders:
            hint = (
                did_you_mean(key, self.roster.responders) or f"There are {', '.join(sorted(self.roster.responders))}."
            )
            raise PortalError(f"`{key}` is no responder of team.yml. {hint}")

    def cases(self) -> list[Case]:
        """What is expected, with the promises on it, before anybody has done anything."""
        severities = {severity.key: severity for severity in self._library.site.severities}
        highest = self._library.site.highest_severity
        found = []
        for number, (arrival, steps) in enumerate(zip(self._expected.arrivals, self._expected.work, strict=True)):
            topic = self._library.public.topics[arrival.topic]
            found.append(
                Case(
                    number=number,
                    received_at=arrival.at,
                    topic=arrival.topic,
                    team=topic.team,
                    severity=arrival.severity,
                    weight=severities[arrival.severity].weight,
                    is_hard=arrival.severity == highest,
                    skills=topic.needs_skills,
                    versions=self._promised(arrival.topic, arrival.severity),
                    steps=steps,
                )
            )
        return found

    def _promised(self, topic: str, severity: str) -> tuple[CommitmentVersion, ...]:
        if (topic, severity) not in self._versions:
            pages = self._library.commitments_for(topic, severity, self._expected.first)
            self._versions[topic, severity] = tuple(commitment_version(self._library, page.slug) for page in pages)
        return self._versions[topic, severity]


def policy_named(key: str) -> Policy:
    """Raises KeyError."""
    return {policy.key: policy for policy in POLICIES}[key]


def _without(roster: Roster, key: str) -> Roster:
    return replace(roster, responders={name: person for name, person in roster.responders.items() if name != key})


def _gravities(library: Library) -> dict[str, float]:
    keys = [severity.key for severity in library.site.severities]
    return {key: place / max(1, len(keys) - 1) for place, key in enumerate(keys)}
