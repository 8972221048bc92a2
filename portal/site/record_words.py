"""What the figures of a record mean, said in sentences. Each count is said, however small."""

from collections.abc import Iterator

from portal.promises.scorecards import Tally, TimeTaken
from portal.promises.spoken import spoken_duration

_REASONS = {
    "spam": ("was spam", "were spam"),
    "test": ("was a test", "were tests"),
    "duplicate": ("was the same report twice", "were the same report twice"),
    "withdrawn": ("was withdrawn", "were withdrawn"),
}


def figure_in_words(kept: int, counted: int) -> str:
    """`19 of 20 (95 %)`, rounded down, so that 100 % is said only of all."""
    return f"{kept} of {counted} ({kept * 100 // counted} %)" if counted else "nothing to count"


def at_most(seconds: int, working: bool) -> str:
    """`at most 2 hours 5 minutes`: rounded up to what is said, so that nobody waited longer than it says."""
    if seconds < 60:
        return spoken_duration(seconds, working=working)
    unit_s = 3_600 if seconds >= 86_400 and not working else 60
    return f"at most {spoken_duration(-(-seconds // unit_s) * unit_s, working=working)}"


def in_all(seconds: int, working: bool) -> str:
    """A sum of times: `38 minutes`, and from ten hours on in whole hours, `1,114 working hours`."""
    hours = seconds // 3_600
    return (
        f"{hours:,} {'working ' if working else ''}hours" if hours >= 10 else spoken_duration(seconds, working=working)
    )


def sentences(tally: Tally, open_clocks: int) -> tuple[str, ...]:
    """All there is to say beside the result itself, in the order of a letter."""
    return tuple(_sentences(tally, open_clocks))


def _sentences(tally: Tally, open_clocks: int) -> Iterator[str]:
    for times in tally.time_taken:
        yield _time_taken(times, several_kinds=len(tally.time_taken) > 1)
    for times in tally.time_taken:
        if times.paused:
            yield (
                f"The clock rested on {_counted(times.paused, 'report')} while we waited for the customer or until it "
                f"was reopened, {in_all(times.paused_s, times.working)} in all."
            )
    if tally.resolved or tally.declined:
        put_right = f"{tally.resolved} {'was' if tally.resolved == 1 else 'were'} put right"
        yield f"Of the kept resolutions, {put_right} and {tally.declined or 'none'} declined with the reasons."
    if tally.provisional:
        still = "It counts" if tally.provisional == 1 else "They count"
        yield f"{tally.provisional} of those kept can still be reopened. {still} as kept for now."
    if tally.lapsed:
        yield (
            f"{tally.lapsed} lapsed: we asked the customer something and no answer came. That counts neither as kept "
            "nor as missed."
        )
    if tally.voided:
        yield _voided(tally)
    if open_clocks:
        yield f"{open_clocks} {'is' if open_clocks == 1 else 'are'} still running and not counted yet."


def _time_taken(times: TimeTaken, *, several_kinds: bool) -> str:
    median = at_most(times.median_s, times.working)
    if times.clocks == 1:
        said = f"It took {median.removeprefix('at most ')}."
    else:
        said = f"Half took {median}, nine in ten {at_most(times.ninetieth_s, times.working)}."
    if not several_kinds:
        return said
    kind = "In working time" if times.working else "By the clock on the wall"
    return f"{kind} ({times.clocks}): {said[0].lower()}{said[1:]}"


def _voided(tally: Tally) -> str:
    parts = [f"{count} {_REASONS[reason][count != 1]}" for reason, count in tally.voided.items()]
    total = sum(tally.voided.values())
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{total} set aside and not counted: {said}."


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
