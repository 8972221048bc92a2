"""What is kept by the text of a link, and forgotten when its minute is over."""

import threading
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


@dataclass
class ThisMinute(Generic[Kept]):
    """At most so many things at once, those of the present minute only. Safe to share among threads."""

    _most: int
    _kept: dict[str, Kept] = field(default_factory=dict)
    _minute: int = 0
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def get(self, token: str, minute: int) -> Kept | None:
        """What is kept for this link, where it was kept within this minute (since 1970)."""
        if minute != self._minute:
            with self._changing:
                self._minute, self._kept = minute, {}
        return self._kept.get(token)

    def keep(self, token: str, kept: Kept) -> None:
        """Until the minute is over in which somebody asks next."""
        if len(self._kept) < self._most or token in self._kept:
            self._kept[token] = kept

    def has(self, token: str) -> bool:
        """Whether it is worth a look."""
        return token in self._kept
