"""Processes that listen on the same sockets have about as many connections each.

A connection stays with the process that took it. Left to themselves, the first at the door takes all who wait there,
and the others have nothing to do. So each says in memory that all share how many it has, and who has more than another
waits for a moment at the door. It is never more than a moment: one that is stuck keeps nobody out.
"""

from mmap import mmap

_COUNT_BYTES = 4
_AWAY = b"\xff" * _COUNT_BYTES
# A process that is asleep is at the door within a tenth of it.
A_MOMENT_S = 0.0005
LONGEST_MOMENT_S = 0.002
# Of many connections, a few more or less are no matter.
NO_MATTER = 1 / 8


class FairShares:
    """Of so many processes. To be made before they are forked."""

    def __init__(self, processes: int) -> None:
        self._counts = mmap(-1, processes * _COUNT_BYTES)

    def share(self, number: int) -> "Share":
        """Of the process with this number, from 0 on."""
        return Share(self._counts, number)


class Share:
    def __init__(self, counts: mmap, number: int) -> None:
        self._counts = counts
        self._mine = slice(number * _COUNT_BYTES, (number + 1) * _COUNT_BYTES)

    def has(self, connections: int) -> None:
        """Tell the others."""
        self._counts[self._mine] = connections.to_bytes(_COUNT_BYTES)

    def is_away(self) -> None:
        """Nobody waits for this one; for who started it, once it has ended."""
        self._counts[self._mine] = _AWAY

    def moment_s(self, connections: int) -> float:
        """How long to leave the door to others; 0 where nobody has noticeably fewer than these connections."""
        self.has(connections)
        counts = self._counts[:]
        least = min(int.from_bytes(counts[at : at + _COUNT_BYTES]) for at in range(0, len(counts), _COUNT_BYTES))
        ahead = connections - least - int(least * NO_MATTER)
        return min(ahead * A_MOMENT_S, LONGEST_MOMENT_S) if ahead > 0 else 0.0
