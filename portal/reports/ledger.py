"""The stance ledger: what a choice really costs, counted from the reports behind it, so that it can be revisited.

DESIGN §1.1: each stance has costs and benefits. The topic's page says which we expect; here is what came of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

LEAST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; too little to say anything of where fewer than five were counted."""

    part: int
    whole: int

    @property
    def says_something(self) -> bool:
        return self.whole >= LEAST_ANSWERS

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 is said only of all. Raises ZeroDivisionError where nothing was counted."""
        return self.part * 100 // self.whole


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of the reports of one kind: of a topic under one stance, or of a limitation.

    `open_s` is how long they stood open, together, in seconds; those that are still open count until now. `median_s`
    is that of the ended ones: resolved, declined or lapsed; None where there is none. `reopened` and `missed` count
    reports; `efforts`, `offers` and `remedies` count entries. `worth` is that of all offers, in whole units of money.
    """

    reports: int = 0
    open: int = 0
    resolved: int = 0
    declined: int = 0
    lapsed: int = 0
    withdrawn: int = 0
    reopened: int = 0
    missed: int = 0
    open_s: int = 0
    median_s: int | None = None
    efforts: int = 0
    offers: int = 0
    worth: int = 0
    remedies: int = 0
    solved: int = 0
    solved_answers: int = 0
    cared_for: int = 0
    cared_for_answers: int = 0

    @property
    def ended(self) -> int:
        return self.resolved + self.declined + self.lapsed

    def was_solved(self) -> Share:
        return Share(self.solved, self.solved_answers)

    def felt_cared_for(self) -> Share:
        return Share(self.cared_for, self.cared_for_answers)


def together(counts: Iterable[Count]) -> Count:
    """Their sum; it has no median, since medians do not add up."""
    given = list(counts)
    names = [field.name for field in fields(Count) if field.name != "median_s"]
    return Count(**{name: sum(getattr(count, name) for count in given) for name in names})


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of its month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
