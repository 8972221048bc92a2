"""What the figures of a record mean, said in sentences. Each count is said, however small."""

from collections.abc import Iterator

from portal.languages.formatting import listed, percent
from portal.languages.messages import _, ngettext, pgettext
from portal.promises.scorecards import Tally, TimeTaken
from portal.promises.spoken import spoken_duration


def figure_in_words(kept: int, counted: int) -> str:
    """`19 of 20 (95 %)`, rounded down, so that 100 % is said only of all."""
    if not counted:
        return _("nothing to count")
    share = percent(kept * 100 // counted / 100)
    return _("%(kept)s of %(counted)s (%(share)s)", kept=kept, counted=counted, share=share)


def at_most(seconds: int, working: bool) -> str:
    """`at most 2 hours 5 minutes`: rounded up to what is said, so that nobody waited longer than it says."""
    return rounded_up(seconds, working) if seconds < 60 else _("at most %(time)s", time=rounded_up(seconds, working))


def rounded_up(seconds: int, working: bool) -> str:
    """`2 hours 5 minutes`, or less."""
    if seconds < 60:
        return spoken_duration(seconds, working=working)
    unit_s = 3_600 if seconds >= 86_400 and not working else 60
    return spoken_duration(-(-seconds // unit_s) * unit_s, working=working)


def in_all(seconds: int, working: bool) -> str:
    """A sum of times: `38 minutes`, and from ten hours on in whole hours, `1,114 working hours`."""
    hours = seconds // 3_600
    if hours < 10:
        return spoken_duration(seconds, working=working)
    if working:
        return ngettext("%(count)s working hour", "%(count)s working hours", hours, count=f"{hours:,}")
    return ngettext("%(count)s hour", "%(count)s hours", hours, count=f"{hours:,}")


def sentences(tally: Tally, open_clocks: int) -> tuple[str, ...]:
    """All there is to say beside the result itself, in the order of a letter."""
    return tuple(_sentences(tally, open_clocks))


def _sentences(tally: Tally, open_clocks: int) -> Iterator[str]:
    for times in tally.time_taken:
        yield _time_taken(times, several_kinds=len(tally.time_taken) > 1)
    for times in tally.time_taken:
        if times.paused:
            yield ngettext(
                "The clock rested on %(num)s report while we waited for the customer or until it was reopened, "
                "%(time)s in all.",
                "The clock rested on %(num)s reports while we waited for the customer or until it was reopened, "
                "%(time)s in all.",
                times.paused,
                time=in_all(times.paused_s, times.working),
            )
    if tally.resolved or tally.declined:
        yield ngettext(
            "Of the kept resolutions, %(num)s was put right and %(declined)s declined with the reasons.",
            "Of the kept resolutions, %(num)s were put right and %(declined)s declined with the reasons.",
            tally.resolved,
            declined=tally.declined or pgettext("declined reports", "none"),
        )
    if tally.provisional:
        yield ngettext(
            "%(num)s of those kept can still be reopened. It counts as kept for now.",
            "%(num)s of those kept can still be reopened. They count as kept for now.",
            tally.provisional,
        )
    if tally.lapsed:
        yield ngettext(
            "%(num)s lapsed: we asked the customer something and no answer came. That counts neither as kept nor as "
            "missed.",
            "%(num)s lapsed: we asked the customer something and no answer came. That counts neither as kept nor as "
            "missed.",
            tally.lapsed,
        )
    if tally.voided:
        yield _voided(tally)
    if open_clocks:
        yield ngettext(
            "%(num)s is still running and not counted yet.",
            "%(num)s are still running and not counted yet.",
            open_clocks,
        )


def _time_taken(times: TimeTaken, *, several_kinds: bool) -> str:
    half = at_most(times.median_s, times.working)
    whole, most = rounded_up(times.median_s, times.working), at_most(times.ninetieth_s, times.working)
    if not several_kinds:
        if times.clocks == 1:
            return _("It took %(time)s.", time=whole)
        return _("Half took %(half)s, nine in ten %(most)s.", half=half, most=most)
    if times.clocks == 1:
        if times.working:
            return _("In working time (1): it took %(time)s.", time=whole)
        return _("By the clock on the wall (1): it took %(time)s.", time=whole)
    values = {"count": times.clocks, "half": half, "most": most}
    if times.working:
        return _("In working time (%(count)s): half took %(half)s, nine in ten %(most)s.", **values)
    return _("By the clock on the wall (%(count)s): half took %(half)s, nine in ten %(most)s.", **values)


def _voided(tally: Tally) -> str:
    said = listed([_reason(reason, count) for reason, count in tally.voided.items()])
    total = sum(tally.voided.values())
    return ngettext(
        "%(num)s set aside and not counted: %(reasons)s.",
        "%(num)s set aside and not counted: %(reasons)s.",
        total,
        reasons=said,
    )


def _reason(reason: str, count: int) -> str:
    match reason:
        case "spam":
            return ngettext("%(num)s was spam", "%(num)s were spam", count)
        case "test":
            return ngettext("%(num)s was a test", "%(num)s were tests", count)
        case "duplicate":
            return ngettext("%(num)s was the same report twice", "%(num)s were the same report twice", count)
        case _:
            return ngettext("%(num)s was withdrawn", "%(num)s were withdrawn", count)
