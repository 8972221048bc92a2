"""Whether an offer lies within a responder's authority, and whether it is far too much or too little. DESIGN §1.2.

The table is by responsibility and severity; worth is in whole units of the organisation's currency.
"""

from collections.abc import Iterable
from enum import StrEnum

from portal.team.authority import Line, authority_for

# Below this part of what may be given without asking, an offer for our own doing looks mean.
_FAR_TOO_LITTLE = 0.2


class Fit(StrEnum):
    """How an offer sits in the table. Only ABOVE needs a lead; the others are hints at most."""

    WITHIN = "within"
    TOO_LITTLE = "too_little"
    ABOVE = "above"


def fit_of(table: Iterable[Line], responsibility: str, severity: str, worth: int) -> Fit:
    """How `worth` sits for a failure that was `responsibility`'s doing (ours, shared, theirs)."""
    row = next(row for row in authority_for(table, severity) if row.responsibility == responsibility)
    if worth > row.up_to:
        return Fit.ABOVE
    if responsibility != "theirs" and row.up_to and worth < row.up_to * _FAR_TOO_LITTLE:
        return Fit.TOO_LITTLE
    return Fit.WITHIN
