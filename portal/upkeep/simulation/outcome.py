"""What came of a year: promises kept, waiting, breaks, and the hours of the week that suffer. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.promises.clocks import State, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.scorecards import nearest_rank
from portal.team.resting import was_taken
from portal.upkeep.simulation.case import Case
from portal.upkeep.simulation.stretches import Stretch, TeamWeek
from portal.upkeep.simulation.worker import TakenBreak
from portal.upkeep.simulation.year import Lived

# A break that begins within this of its time was begun by plan.
_BY_PLAN = timedelta(minutes=1)


@dataclass(slots=True)
class Kept:
    """How often a promise was kept, of those that count: still running ones do not."""

    kept: int = 0
    counted: int = 0

    @property
    def missed(self) -> int:
        return self.counted - self.kept

    @property
    def share(self) -> float | None:
        return self.kept / self.counted if self.counted else None

    def count(self, *, kept: bool) -> None:
        self.counted += 1
        self.kept += kept


@dataclass(slots=True)
class InStretch:
    """What came in during a stretch of the week, in all weeks: reports, their first answers, and all their promises."""

    reports: int = 0
    answers: Kept = field(default_factory=Kept)
    promises: Kept = field(default_factory=Kept)


@dataclass(frozen=True, slots=True)
class Breaks:
    """`on_time` and `late` breaks were taken as promised, the latter after the report in hand; `missed` were not."""

    planned: int
    on_time: int
    late: int
    missed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`waits_s` are the times from receipt to the first answer, sorted; `commitments` are by slug.

    `weeks` has the first answers of each week, by its Monday and by when the report came in.
    """

    reports: int
    promises: Kept
    commitments: Mapping[str, Kept]
    waits_s: tuple[int, ...]
    breaks: Breaks
    handed_on: int
    left: int
    stretches: Mapping[Stretch, InStretch]
    weeks: Mapping[date, Kept]

    @property
    def unanswered(self) -> int:
        return self.reports - len(self.waits_s)

    def uncovered(self) -> list[tuple[Stretch, InStretch]]:
        """The stretches in which nobody of the team is there although reports come, most of them late first."""
        found = [(stretch, here) for stretch, here in self.stretches.items() if not stretch.people and here.reports]
        return sorted(found, key=lambda each: (-each[1].answers.missed, -each[1].reports, each[0].team, each[0].start))

    def busiest(self) -> list[tuple[Stretch, InStretch]]:
        """The stretches with somebody there, those with most reports an hour for each of them first."""
        found = [(stretch, here) for stretch, here in self.stretches.items() if stretch.people and here.reports]
        return sorted(found, key=lambda each: (-_an_hour_each(*each), each[0].team, each[0].start))

    def latest(self) -> list[tuple[Stretch, InStretch]]:
        """The stretches with somebody there in which first answers are late, most of them first."""
        found = [(stretch, here) for stretch, here in self.stretches.items() if stretch.people and here.answers.missed]
        return sorted(found, key=lambda each: (-each[1].answers.missed, each[0].team, each[0].start))

    def worst_weeks(self) -> list[tuple[date, Kept]]:
        """The weeks in which first answers are late, most of them first."""
        return sorted(
            ((monday, kept) for monday, kept in self.weeks.items() if kept.missed),
            key=lambda each: (-each[1].missed, each[0]),
        )

    def wait_s(self, percent: int) -> int | None:
        """The wait that so many percent of the answered did not exceed, by nearest rank."""
        return nearest_rank(self.waits_s, percent) if self.waits_s else None


def outcome_of(lived: Lived, weeks: Mapping[str, TeamWeek]) -> Outcome:
    """By the real clocks, at the end of the year and the weeks after it; `weeks` are by team."""
    total = Kept()
    commitments: dict[str, Kept] = {}
    by_week: dict[date, Kept] = {}
    stretches = {stretch: InStretch() for _, week in sorted(weeks.items()) for stretch in week.stretches}
    for case in lived.cases:
        week = weeks[case.team]
        here = stretches[week.at(case.received_at)]
        here.reports += 1
        for version in case.versions:
            kept = _was_kept(version, case, lived)
            if kept is None:
                continue
            counts = [total, here.promises, commitments.setdefault(version.slug, Kept())]
            if version.indicator == "first_response":
                counts += [here.answers, by_week.setdefault(week.monday_of(case.received_at), Kept())]
            for each in counts:
                each.count(kept=kept)
    waits_s = sorted(wait for case in lived.cases if (wait := _wait_s(case)) is not None)
    return Outcome(
        reports=len(lived.cases),
        promises=total,
        commitments=dict(sorted(commitments.items())),
        waits_s=tuple(waits_s),
        breaks=_breaks(lived.breaks),
        handed_on=lived.handed_on,
        left=len(lived.left),
        stretches=stretches,
        weeks=dict(sorted(by_week.items())),
    )


def _an_hour_each(stretch: Stretch, here: InStretch) -> float:
    return here.reports / stretch.hours / len(stretch.people)


def _was_kept(version: CommitmentVersion, case: Case, lived: Lived) -> bool | None:
    """None for a clock that does not count."""
    state = clock_state(version, case.events, lived.until)
    return True if state.was_kept else False if state.state is State.MISSED else None


def _wait_s(case: Case) -> int | None:
    answer = next((event.at for event in case.events if event.kind.is_public_entry_of_staff), None)
    return None if answer is None else (answer - case.received_at) // timedelta(seconds=1)


def _breaks(breaks: list[TakenBreak]) -> Breaks:
    came = Counter(
        "missed" if not was_taken(each) or each.started_at is None
        else "on_time" if each.started_at - each.planned_at < _BY_PLAN
        else "late"
        for each in breaks
    )  # fmt: skip
    return Breaks(len(breaks), came["on_time"], came["late"], came["missed"])
