"""Which promises are too tight, and which ask too little of us: a verdict never without its numbers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.promises.clock_runs import Run
from portal.promises.commitments import CommitmentVersion
from portal.promises.due import elapsed

LEAST_COUNTED = 20
_TWO_POINTS = 0.02
_NEARLY_ALL_PERCENT, _HALF = 95, 0.5


@dataclass(frozen=True, slots=True)
class PromiseSeen:
    """`kept` of `counted` clocks in a period; `objective` is the share meant, from 0 to 1.

    `used` holds, for the newest of them, which part of the target's time was gone at the stop, 1 being all of it, in
    ascending order.
    """

    slug: str
    title: str
    target: str
    objective: float
    counted: int
    kept: int
    used: tuple[float, ...]

    def used_by(self, percent: int) -> float | None:
        """The part of the target by which `percent` of the clocks had stopped, by nearest rank; None without any."""
        if not self.used:
            return None
        return self.used[max(0, -(-len(self.used) * percent // 100) - 1)]

    @property
    def is_too_tight(self) -> bool:
        """Kept less often than meant by more than two points, of at least twenty."""
        if self.counted < LEAST_COUNTED:
            return False
        return self.objective - self.kept / self.counted > _TWO_POINTS

    @property
    def is_too_easy(self) -> bool:
        """95 of 100 end within half of the target, of at least twenty."""
        part = self.used_by(_NEARLY_ALL_PERCENT)
        return len(self.used) >= LEAST_COUNTED and part is not None and part <= _HALF and not self.is_too_tight


def part_used(version: CommitmentVersion, run: Run, as_at: datetime) -> float | None:
    """Which part of the target's own kind of time was gone when the run stopped, or by `as_at` where it goes on.

    None where the target left no time at all.
    """
    hours = version.calendar if version.target.working else None
    allowed = elapsed(hours, run.started_at, max(run.due_at, run.started_at), run.pauses)
    if not allowed > timedelta():
        return None
    end = run.stopped_at or max(as_at, run.started_at)
    return elapsed(hours, run.started_at, end, run.pauses) / allowed


def verdict_in_words(seen: PromiseSeen) -> str:
    """`Too tight: kept 80 of 100 (80 %), and we mean 95 %.`"""
    if seen.is_too_tight:
        return f"Too tight: kept {kept_in_words(seen)}, and we mean {percent(seen.objective)}."
    if seen.is_too_easy:
        within = sum(part <= _HALF for part in seen.used)
        needed = f"{within:,} of {len(seen.used):,} ended within half of the time"
        return f"Too easy: {needed}; kept {kept_in_words(seen)}."
    if seen.counted < LEAST_COUNTED:
        kept = f"kept {kept_in_words(seen)}" if seen.counted else "none counted"
        return f"Too few to say: {kept}, and it takes {LEAST_COUNTED}."
    return f"As it should be: kept {kept_in_words(seen)}, and we mean {percent(seen.objective)}."


def kept_in_words(seen: PromiseSeen) -> str:
    """`19 of 20 (95 %)`, rounded down. Raises ZeroDivisionError where nothing counted."""
    return f"{seen.kept:,} of {seen.counted:,} ({seen.kept * 100 // seen.counted} %)"


def percent(share: float) -> str:
    return f"{share * 100:.4g} %"


def most_telling_first(promises: Sequence[PromiseSeen]) -> list[PromiseSeen]:
    """Too tight, too easy, the rest, and last those of which too few counted."""
    return sorted(promises, key=lambda seen: (_place(seen), -seen.counted, seen.title))


def _place(seen: PromiseSeen) -> int:
    if seen.is_too_tight:
        return 0
    if seen.is_too_easy:
        return 1
    return 2 if seen.counted >= LEAST_COUNTED else 3
