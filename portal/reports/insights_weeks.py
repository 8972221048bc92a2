"""What came in, what ended and what stayed open, week by week, and the sentences that say it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(days=7)
FEW_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Period:
    """So many whole weeks of seven days up to `until` (UTC). No week is cut short, so each compares with the others."""

    until: datetime
    weeks: int

    @property
    def since(self) -> datetime:
        return self.until - self.weeks * WEEK

    @property
    def before(self) -> "Period":
        """The same number of weeks before it."""
        return Period(self.since, self.weeks)

    @property
    def week_ends(self) -> tuple[datetime, ...]:
        return tuple(self.since + number * WEEK for number in range(1, self.weeks + 1))


@dataclass(frozen=True, slots=True)
class Week:
    """`arrived` counts reports by their receipt, the four outcomes by the end; `open` are those at the week's end."""

    arrived: int = 0
    resolved: int = 0
    declined: int = 0
    lapsed: int = 0
    withdrawn: int = 0
    open: int = 0

    @property
    def ended(self) -> int:
        return self.resolved + self.declined + self.lapsed + self.withdrawn


@dataclass(frozen=True, slots=True)
class TopicWeeks:
    """The weeks of one topic (slug), the oldest first."""

    topic: str
    title: str
    weeks: tuple[Week, ...]

    @property
    def arrived(self) -> int:
        return sum(week.arrived for week in self.weeks)

    @property
    def lately(self) -> int:
        return _arrived(self.weeks[-FEW_WEEKS:])

    @property
    def before(self) -> int:
        return _arrived(self.weeks[-2 * FEW_WEEKS : -FEW_WEEKS])


def weeks_from(
    count: int, arrived: Mapping[int, int], ended: Mapping[tuple[int, str], int], open_before: int
) -> tuple[Week, ...]:
    """`arrived` by the week's number, `ended` by number and status; `open_before` were open when the first began."""
    weeks, still_open = [], open_before
    for number in range(count):
        outcomes = {status: ended.get((number, status), 0) for status in _OUTCOMES}
        still_open += arrived.get(number, 0) - sum(outcomes.values())
        weeks.append(Week(arrived=arrived.get(number, 0), open=still_open, **outcomes))
    return tuple(weeks)


def together(topics: Sequence[TopicWeeks], title: str) -> TopicWeeks:
    """All topics as one. They have the same weeks."""
    return TopicWeeks("", title, tuple(_sum(each) for each in zip(*(topic.weeks for topic in topics), strict=True)))


def arrivals_in_words(topic: TopicWeeks) -> str:
    """`Charged twice: 14 in the last four weeks, 6 in the four before.`"""
    return f"{topic.title}: {topic.lately:,} in the last four weeks, {topic.before:,} in the four before."


def outcomes_in_words(topic: TopicWeeks) -> str:
    """How those ended that ended in these weeks, and how many are open now."""
    total = _sum(topic.weeks)
    still = f"{topic.weeks[-1].open:,} {'is' if topic.weeks[-1].open == 1 else 'are'} open now."
    if not total.ended:
        return f"None ended in these weeks; {still}"
    parts = [f"{getattr(total, status):,} {status}" for status in _OUTCOMES if getattr(total, status)]
    return f"{total.ended:,} ended: {', '.join(parts)}; {still}"


_OUTCOMES = ("resolved", "declined", "lapsed", "withdrawn")


def _arrived(weeks: Sequence[Week]) -> int:
    return sum(week.arrived for week in weeks)


def _sum(weeks: Sequence[Week]) -> Week:
    outcomes = {status: sum(getattr(week, status) for week in weeks) for status in _OUTCOMES}
    return Week(arrived=_arrived(weeks), open=sum(week.open for week in weeks), **outcomes)
