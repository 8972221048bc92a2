"""Efforts that open and close: what is being tried now, and what ended it. DESIGN §1.4.

An effort is begun by one entry and concluded by another that names it; what was tried and done with before it was told
is one entry alone. The outcome of a report ends whatever is still under way, and reopening does not begin it anew.
"""

from collections.abc import Iterable

from portal.reports.timeline import Entry, Kind

UNDER_WAY = "under_way"
CONCLUDES = "effort"

_OUTCOMES = (Kind.RESOLVED, Kind.DECLINED, Kind.LAPSED, Kind.WITHDRAWN, Kind.SET_ASIDE)


def begins_effort(entry: Entry) -> bool:
    """Whether what is tried was still under way when it was told."""
    return entry.kind is Kind.EFFORT and entry.facts.get(UNDER_WAY) is True


def endings(entries: Iterable[Entry]) -> dict[int, Entry]:
    """What ended each effort that was begun: the entry that concluded it, or the outcome; by the opening's id.

    `entries` are of one report, in order. An effort under way is missing.
    """
    open_ids: list[int] = []
    found: dict[int, Entry] = {}
    for entry in entries:
        if begins_effort(entry) and entry.id is not None:
            open_ids.append(entry.id)
        elif entry.kind is Kind.CONCLUDED:
            found.setdefault(concluded_id(entry), entry)
        elif entry.kind in _OUTCOMES:
            for effort_id in open_ids:
                found.setdefault(effort_id, entry)
    return found


def efforts_under_way(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that began what is being tried now, the oldest first."""
    told = list(entries)
    ended = endings(told)
    return [entry for entry in told if begins_effort(entry) and entry.id not in ended]


def concluded_id(entry: Entry) -> int:
    """The id of the entry that began the effort which a CONCLUDED entry ends."""
    effort_id = entry.facts[CONCLUDES]
    if not isinstance(effort_id, int):
        raise TypeError(f"entry {entry.id} concludes {effort_id!r}, which is no number of an entry")
    return effort_id
