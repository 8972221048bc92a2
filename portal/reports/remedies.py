"""What is owed for missed promises, read from the timeline. DESIGN §5 "A miss"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.reports.timeline import Entry, Kind


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a missed promise gives the customer. `commitment` is its slug; `given_at` is None while it is owed (UTC)."""

    commitment: str
    remedy: str
    missed_at: datetime
    given_at: datetime | None = None


def remedies(entries: Iterable[Entry]) -> tuple[Remedy, ...]:
    """One for each promise that was missed, in the order of the misses."""
    found: dict[str, Remedy] = {}
    for entry in entries:
        slug = str(entry.facts.get("commitment", ""))
        if entry.kind is Kind.MISSED:
            found.setdefault(slug, Remedy(slug, str(entry.facts["remedy"]), entry.at))
        elif entry.kind is Kind.REMEDY_GIVEN and slug in found:
            found[slug] = Remedy(slug, found[slug].remedy, found[slug].missed_at, entry.at)
    return tuple(found.values())


def owed(entries: Iterable[Entry]) -> tuple[Remedy, ...]:
    """Those that were not given yet."""
    return tuple(remedy for remedy in remedies(entries) if remedy.given_at is None)
