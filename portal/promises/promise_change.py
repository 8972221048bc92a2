"""What a change of a promise means to those it was made to: whether it is weaker, term by term. Pure. DESIGN §5."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from portal.promises.targets import Target

Effect = Literal["weaker", "stronger", "other"]
"""`other`: neither, or it depends on the day."""
Term = Literal["target", "objective", "covers", "indicator", "hours", "remedy", "effective_from"]
Hours = Mapping[str, Sequence[Sequence[str]]]
"""The windows of each weekday (`mon` …), each `[open, close]` in local time, as in site.yml. DESIGN §9."""

_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """What a promise binds us to. `objective` is a share from 0 to 1; `hours` is None where every hour counts."""

    indicator: str
    target: Target
    objective: float
    topics: tuple[str, ...]
    severities: tuple[str, ...]
    hours: Hours | None
    remedy: str
    effective_from: date


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term that reads differently, and what that means to a customer."""

    term: Term
    effect: Effect


def term_changes(was: PromiseTerms, now: PromiseTerms) -> tuple[TermChange, ...]:
    """Every term that changed, in the order in which readers care."""
    found: list[tuple[Term, Effect]] = []
    if was.target != now.target:
        found.append(("target", target_effect(was.target, now.target)))
    if was.objective != now.objective:
        found.append(("objective", "weaker" if now.objective < was.objective else "stronger"))
    if (was.topics, was.severities) != (now.topics, now.severities):
        found.append(("covers", coverage_effect(was, now)))
    if was.indicator != now.indicator:
        found.append(("indicator", "other"))
    if was.hours is not None and now.hours is not None and was.hours != now.hours:
        found.append(("hours", hours_effect(was.hours, now.hours)))
    if was.remedy != now.remedy:
        found.append(("remedy", "other"))
    if was.effective_from != now.effective_from:
        found.append(("effective_from", "other"))
    return tuple(TermChange(term, effect) for term, effect in found)


def effect_of(changes: Iterable[TermChange]) -> Effect:
    """Of the promise as a whole: weaker if any term is, stronger if some are and none is weaker."""
    effects = {change.effect for change in changes}
    if "weaker" in effects:
        return "weaker"
    return "stronger" if "stronger" in effects else "other"


def target_effect(was: Target, now: Target) -> Effect:
    """A longer time is weaker; `other` where it depends on the day, since a working day has no fixed length."""
    in_days = "days" in (was.unit, now.unit)
    if was.working == now.working and (was.unit == now.unit or not now.working or not in_days):
        if now.length_s == was.length_s:
            return "other"
        return "weaker" if now.length_s > was.length_s else "stronger"
    if in_days:
        return "other"
    if now.working:
        return "weaker" if now.length_s >= was.length_s else "other"
    return "stronger" if now.length_s <= was.length_s else "other"


class Coverage(Protocol):
    """Which reports a promise covers: topics and severities by name, or `all`."""

    @property
    def topics(self) -> tuple[str, ...]: ...

    @property
    def severities(self) -> tuple[str, ...]: ...


def coverage_effect(was: Coverage, now: Coverage) -> Effect:
    """Weaker where some reports are no longer covered, stronger where all are and more."""
    keeps_all = _within(was.topics, now.topics) and _within(was.severities, now.severities)
    return "stronger" if keeps_all else "weaker"


def hours_effect(was: Hours, now: Hours) -> Effect:
    """Working time that passes in fewer hours takes longer: weaker."""
    before, after = _minutes(was), _minutes(now)
    if before == after:
        return "other"
    if after < before:
        return "weaker"
    return "stronger" if before < after else "other"


def _within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return "all" in outer or ("all" not in inner and set(inner) <= set(outer))


def _minutes(hours: Hours) -> set[tuple[str, int]]:
    """Every open minute of the week, named by the weekday on which its window opens."""
    open_at: set[tuple[str, int]] = set()
    for day, windows in hours.items():
        for opens, closes in windows:
            start, end = _minute(opens), _minute(closes)
            open_at.update((day, minute) for minute in range(start, end if end > start else end + _DAY_MIN))
    return open_at


def _minute(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
