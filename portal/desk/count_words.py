"""Figures of the desk in words, each share with its counts, and nothing said of too few."""

from dataclasses import dataclass

from portal.promises.spoken import spoken_duration
from portal.reports.ledger import Count, Share

_WAYS = {
    "all-costs": "Whatever it takes",
    "triage": "A trained person, at once",
    "acceptance": "We accept it",
}


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    said: str


def way_in_words(stance: str) -> str:
    return _WAYS.get(stance, stance)


def share_in_words(share: Share) -> str:
    """`19 of 20 (95 %)`; of few, that they are few."""
    if not share.whole:
        return "Nobody has said yet"
    if not share.says_something:
        return f"{share.part} of {share.whole}, too few answers to say"
    return f"{share.part} of {share.whole} ({share.percent} %)"


def part_in_words(part: int, count: Count) -> str:
    """A part of all reports: `3 of 40 (7 %)`."""
    share = Share(part, count.reports)
    return f"{part} of {count.reports} ({share.percent} %)" if share.says_something else f"{part} of {count.reports}"


def half_ended_within(count: Count) -> str:
    if count.median_s is None:
        return "None has ended yet"
    return spoken_duration(count.median_s)


def open_in_all(count: Count) -> str:
    """`1,114 hours`, in minutes below ten hours."""
    hours = count.open_s // 3_600
    return f"{hours:,} hours" if hours >= 10 else spoken_duration(count.open_s)


def facts_of(count: Count) -> tuple[Fact, ...]:
    """What a choice has cost, and what became of the reports, in the order of a letter."""
    given = [f"{count.remedies:,} for missed promises"] if count.remedies else []
    if count.offers:
        given.append(f"{count.offers:,} offered, worth {count.worth:,} together")
    return (
        Fact("Half ended within", half_ended_within(count)),
        Fact("Open, all together", open_in_all(count)),
        Fact("Efforts", f"{count.efforts:,}, {count.efforts / count.reports:.1f} for each report"),
        Fact("Put right", f"{count.resolved:,} resolved, {count.declined:,} declined"),
        Fact("Ended otherwise", f"{count.lapsed:,} lapsed, {count.withdrawn:,} withdrawn, {count.open:,} still open"),
        Fact("Reopened", part_in_words(count.reopened, count)),
        Fact("A promise missed", part_in_words(count.missed, count)),
        Fact("Given", "; ".join(given) or "Nothing"),
        Fact("Solved, they say", share_in_words(count.was_solved())),
        Fact("Felt cared for", share_in_words(count.felt_cared_for())),
    )
