"""A trial in words: what was tried, what came of it with each policy, and what suffers without somebody."""

from collections.abc import Iterator, Sequence
from textwrap import fill

from portal.languages.formatting import listed
from portal.library.counted import counted
from portal.library.library import Library
from portal.promises.spoken import spoken_day, spoken_duration
from portal.team.roster import Roster
from portal.upkeep.simulation.comparison import Comparison
from portal.upkeep.simulation.outcome import InStretch, Kept, Outcome
from portal.upkeep.simulation.policies import Policy
from portal.upkeep.simulation.stretches import Stretch
from portal.upkeep.simulation.trial import Expected
from portal.upkeep.simulation.work import ASSUMPTIONS

_SHOWN = 3
_WIDTH = 110
_DRAWN_FROM = {
    "past": "drawn from your own reports of the last 52 weeks",
    "content": "by the hours and the season of a sample year, about the topics of content/",
}


class Words:
    """Says what came of a trial of one library's roster."""

    def __init__(self, library: Library, roster: Roster, expected: Expected) -> None:
        self._library, self._roster, self._expected = library, roster, expected

    def opening(self) -> Iterator[str]:
        """What is tried, and what is assumed."""
        expected = self._expected
        length = "A year" if expected.days == 365 else counted(expected.days, "day")
        yield fill(
            f"{length} from {spoken_day(expected.first)}, seed {expected.seed}: "
            f"{counted(len(expected.arrivals), 'report')} ({expected.per_day:.4g} a day over the year), "
            f"{_DRAWN_FROM[expected.drawn_from]}.",
            _WIDTH,
        )
        yield "Assumed:"
        yield from (fill(line, _WIDTH, initial_indent="  - ", subsequent_indent="    ") for line in ASSUMPTIONS)

    def outcome(self, policy: Policy, outcome: Outcome) -> Iterator[str]:
        """What came of one policy."""
        yield f"{policy.name}: {policy.meaning}"
        yield _line("promises kept", _kept(outcome.promises))
        for slug, kept in outcome.commitments.items():
            meant = self._library.public.commitments[slug].objective
            short = "  (too few)" if kept.share is not None and kept.share < meant else ""
            yield f"    {slug:<34} {_kept(kept)}, meant {meant * 100:.4g} %{short}"
        yield _line("first answer", _waits(outcome))
        breaks = outcome.breaks
        yield _line(
            "breaks",
            f"{breaks.planned:,} planned: {breaks.on_time:,} on time, {breaks.late:,} within half an hour, "
            f"{breaks.missed:,} missed",
        )
        changed = _times(outcome.handed_on)
        yield _line("shifts", f"{counted(outcome.left, 'report')} left for another shift; handed on {changed}")
        yield from self._hours("nobody there", outcome.uncovered())
        yield from self._hours("busiest", outcome.busiest())
        yield from self._hours("most late", outcome.latest())
        for place, (monday, kept) in enumerate(outcome.worst_weeks()[:_SHOWN]):
            said = f"the week of {spoken_day(monday)}: {kept.missed:,} of {kept.counted:,} first answers late"
            yield _line("" if place else "worst weeks", said)

    def without(self, comparison: Comparison) -> Iterator[str]:
        """What suffers without somebody."""
        name = self._roster.responders[comparison.person].name
        total = comparison.total
        yield f"Without {name}, {_kept(total.before)} of all promises become {_kept(total.after)}:"
        for slug, change in comparison.commitments.items():
            yield f"    {slug:<34} {change.points:+.1f} points: {_kept(change.after)}"
        if not comparison.commitments:
            yield "  No promise is kept less often or more often."
        if comparison.hours:
            yield "  These hours lose most:"
        for lost in comparison.hours:
            more = f"{lost.more_missed:,} more {'promise' if lost.more_missed == 1 else 'promises'} missed"
            here = lost.after.answers
            yield (
                f"    {self._where(lost.stretch)}: {more}; {here.missed:,} of {here.counted:,} first answers late, "
                f"{lost.before.answers.missed:,} with {name}"
            )

    def _hours(self, what: str, stretches: Sequence[tuple[Stretch, InStretch]]) -> Iterator[str]:
        for place, (stretch, here) in enumerate(stretches[:_SHOWN]):
            late = f"{here.answers.missed:,} of {here.answers.counted:,} first answers late"
            yield _line("" if place else what, f"{self._where(stretch)}: {self._there(stretch)}; {late}")

    def _where(self, stretch: Stretch) -> str:
        return f"{stretch.words()}, {self._roster.teams[stretch.team].name}"

    def _there(self, stretch: Stretch) -> str:
        names = [self._roster.responders[key].name for key in stretch.people]
        return listed(names) if names else "nobody"


def _kept(kept: Kept) -> str:
    share = "nothing to count" if kept.share is None else f"{kept.share * 100:.1f} %"
    return f"{share} ({kept.kept:,} of {kept.counted:,})"


def _waits(outcome: Outcome) -> str:
    middle_s, most_s = outcome.wait_s(50), outcome.wait_s(95)
    if middle_s is None or most_s is None:
        return "nobody had one"
    never = f"; {outcome.unanswered:,} never had one" if outcome.unanswered else ""
    return f"after {spoken_duration(middle_s)} for half of them, {spoken_duration(most_s)} for 95 of 100{never}"


def _line(what: str, words: str) -> str:
    return f"  {what:<14} {words}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
