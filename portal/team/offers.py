"""Whether an offer lies within a responder's authority, and whether it is far too much or too little. DESIGN §1.2.

The table is by responsibility and severity; worth is in whole units of the organisation's currency.
"""

from collections.abc import Iterable
from enum import StrEnum

from portal.team.authority import Line, authority_for
from portal.team.money import money

# Below this part of what may be given without asking, an offer for our own doing looks mean.
_FAR_TOO_LITTLE = 0.2


class Fit(StrEnum):
    """How an offer sits in the table. Only ABOVE needs a lead; the others are hints at most."""

    WITHIN = "within"
    TOO_LITTLE = "too_little"
    ABOVE = "above"


def fit_of(table: Iterable[Line], responsibility: str, severity: str, worth: int) -> Fit:
    """How `worth` sits for a failure that was `responsibility`'s doing (ours, shared, theirs)."""
    limit = most_alone(table, responsibility, severity)
    if worth > limit:
        return Fit.ABOVE
    if responsibility != "theirs" and limit and worth < limit * _FAR_TOO_LITTLE:
        return Fit.TOO_LITTLE
    return Fit.WITHIN


def most_alone(table: Iterable[Line], responsibility: str, severity: str) -> int:
    """The most that may be given without asking, in whole units of the organisation's currency."""
    return next(row.up_to for row in authority_for(table, severity) if row.responsibility == responsibility)


def more_than_alone(table: Iterable[Line], responsibility: str, severity: str, currency: str) -> str:
    """What somebody reads who offers more than they may give alone, and has not said why."""
    up_to = most_alone(table, responsibility, severity)
    limit = f"the {money(up_to, currency)} you may give here" if up_to else "you may give here"
    return f"This is more than {limit} without asking. Say why, for the lead, and send it again."
