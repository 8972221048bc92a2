"""Whom a customer's thanks goes to. Pure.

Whoever did something the customer could see has earned it, not only whoever has the report now. A customer who names
somebody is taken at their word. DESIGN §1.5.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from portal.reports.timeline import Entry, Kind

# Said once to all reports of a cause, so it is no sign of work on this one.
_SAID_TO_ALL = (Kind.CAUSE_UPDATED,)


def helpers(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Keys of those who did something on the report that the customer can see, in the order of their first."""
    seen = (
        entry.author.key
        for entry in entries
        if entry.public and entry.author.is_staff and entry.author.key and entry.kind not in _SAID_TO_ALL
    )
    return tuple(dict.fromkeys(seen))


def thanked(entries: Iterable[Entry], names: Mapping[str, str], chosen: Collection[str], words: str) -> tuple[str, ...]:
    """Keys of those who are thanked: the helpers, or those of them who were `chosen`, and whoever the words name.

    `names` are the display names of everybody who is in the team, by key; whoever has left is passed over.
    """
    helped = [key for key in helpers(entries) if key in names]
    first = [key for key in helped if key in chosen] or helped
    named = [key for key, name in sorted(names.items()) if _is_named(name, words)]
    return tuple(dict.fromkeys([*first, *named]))


def _is_named(name: str, words: str) -> bool:
    """By the whole name, or by its first word: a customer writes `Kofi` to `Kofi from Eelby`.

    As it is written, so that `May` is somebody and `may` is nobody.
    """
    first = name.split()[0] if name.split() else ""
    return len(first) > 1 and re.search(rf"\b{re.escape(first)}\b", words) is not None
