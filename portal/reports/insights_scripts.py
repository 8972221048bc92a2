"""Which scripts work: reports where one was used against those of the same topic without it. Pure.

A difference that chance makes one time in twenty is not called one (the usual test of two shares).
"""

from dataclasses import dataclass
from math import sqrt

from portal.reports.ledger import Share

LEAST_ANSWERS = 8
_SPREADS = 1.96
_NOBODY = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Answers:
    """What customers said at the end of their reports: each share counts only those who answered."""

    reports: int = 0
    solved: Share = _NOBODY
    cared_for: Share = _NOBODY

    def without(self, some: "Answers") -> "Answers":
        """These less `some` of them."""
        return Answers(
            self.reports - some.reports, _less(self.solved, some.solved), _less(self.cared_for, some.cared_for)
        )


@dataclass(frozen=True, slots=True)
class ScriptSeen:
    """A script on one topic: `used` are the reports that were answered with it, `others` all others of the topic."""

    script: str
    title: str
    topic: str
    topic_title: str
    used: Answers
    others: Answers


def share_of_few(share: Share) -> str:
    """`19 of 20 (95 %)`; under eight answers, that they are too few."""
    if share.whole >= LEAST_ANSWERS:
        return f"{share.part:,} of {share.whole:,} ({share.percent} %)"
    return f"{share.part} of {share.whole}, too few to say" if share.whole else "No answers yet"


def can_say(seen: ScriptSeen) -> bool:
    """Whether eight or more answered on each side, to either question."""
    return _enough(seen.used.solved, seen.others.solved) or _enough(seen.used.cared_for, seen.others.cared_for)


def effect_in_words(seen: ScriptSeen) -> str:
    """What can be said of the script on this topic, or that nothing can."""
    if not can_say(seen):
        return "Too few to say."
    found = [
        said
        for said in (
            _difference(seen.used.solved, seen.others.solved, "say it was solved"),
            _difference(seen.used.cared_for, seen.others.cared_for, "felt cared for"),
        )
        if said
    ]
    return " ".join(found) or "No clear difference."


def best_known_first(scripts: list[ScriptSeen]) -> list[ScriptSeen]:
    """Those of which something can be said, then the rest; the most used first."""
    return sorted(scripts, key=lambda seen: (not can_say(seen), -seen.used.reports, seen.title, seen.topic_title))


def _difference(used: Share, others: Share, what: str) -> str:
    if not _enough(used, others):
        return ""
    both = (used.part + others.part) / (used.whole + others.whole)
    spread = sqrt(both * (1 - both) * (1 / used.whole + 1 / others.whole))
    difference = used.part / used.whole - others.part / others.whole
    if abs(difference) <= _SPREADS * spread:
        return ""
    return f"{'More' if difference > 0 else 'Fewer'} {what} with it."


def _enough(used: Share, others: Share) -> bool:
    return min(used.whole, others.whole) >= LEAST_ANSWERS


def _less(all_of_them: Share, some: Share) -> Share:
    return Share(all_of_them.part - some.part, all_of_them.whole - some.whole)
