"""One drill or guide for the day, the same for everybody who asks on that day. Pure; no chance in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Exercise:
    """A drill or a guide. `topics` are slugs, empty for one that fits every topic; `address` may be empty."""

    kind: str
    slug: str
    title: str
    summary: str
    topics: tuple[str, ...] = ()
    address: str = ""


def exercise_of_the_day(
    exercises: Sequence[Exercise], day: date, *, hard: Collection[str] = (), own: Collection[str] = ()
) -> Exercise | None:
    """The turn goes from one to the next with the days. On two days of three it is one for what was `hard` lately, if
    there is any; so nothing else is ever forgotten. `own` are the team's topics: what fits none of them is left out.
    """
    ordered = sorted(exercises, key=lambda each: (each.kind, each.slug))
    fitting = [each for each in ordered if not each.topics or set(each.topics) & set(own)]
    wanted = [each for each in fitting if set(each.topics) & set(hard)]
    number = day.toordinal()
    if wanted and number % 3:
        return wanted[(number - number // 3 - 1) % len(wanted)]
    return fitting[(number // 3 if wanted else number) % len(fitting)] if fitting else None
