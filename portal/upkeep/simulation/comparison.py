"""What suffers when somebody is not there: the shares kept with and without them, and the hours that lose. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.upkeep.simulation.outcome import InStretch, Kept, Outcome
from portal.upkeep.simulation.stretches import Stretch

MOST_HOURS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """The same promise with everybody there, and without somebody."""

    before: Kept
    after: Kept

    @property
    def points(self) -> float:
        """By how many points of a hundred it is kept more often without them; negative where it suffers."""
        return 100 * ((self.after.share or 0) - (self.before.share or 0))

    @property
    def differs(self) -> bool:
        return (self.before.kept, self.before.counted) != (self.after.kept, self.after.counted)


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch of the week in which more promises are missed, or first answers come later, without somebody."""

    stretch: Stretch
    before: InStretch
    after: InStretch

    @property
    def more_missed(self) -> int:
        return self.after.promises.missed - self.before.promises.missed


@dataclass(frozen=True, slots=True)
class Comparison:
    """`commitments` holds those that differ, by slug; `hours` begins with the stretch that loses most."""

    person: str
    total: Change
    commitments: Mapping[str, Change]
    hours: tuple[Lost, ...]


def compared(person: str, before: Outcome, after: Outcome) -> Comparison:
    """`after` is the same year without the responder `person`; the promise that suffers most comes first."""
    changes = {slug: Change(before.commitments[slug], kept) for slug, kept in after.commitments.items()
               if slug in before.commitments}  # fmt: skip
    lost = [Lost(stretch, there, after.stretches[stretch]) for stretch, there in before.stretches.items()]
    worse = sorted(
        (each for each in lost if each.more_missed > 0),
        key=lambda each: (-each.more_missed, each.stretch.team, each.stretch.start),
    )
    return Comparison(
        person,
        Change(before.promises, after.promises),
        {
            slug: changes[slug]
            for slug in sorted(changes, key=lambda slug: (changes[slug].points, slug))
            if changes[slug].differs
        },
        tuple(worse[:MOST_HOURS]),
    )
