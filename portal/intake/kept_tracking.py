"""Private pages that are looked at again within their minute, as people do who wait: written out once, shown to whoever
has the link, and forgotten when the minute is over.

A page is kept under its link, the version of what it shows (portal.intake.tracking_version), the language, and the
files it links to; so it is shown again only while nothing on it has changed, and by that link alone.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.languages.speaking import language
from portal.web.current import workplace
from portal.web.kept_pages import KeptPage, look_of_pages

_MOST_KEPT = 500
_Shown = tuple[object, ...]


@dataclass
class KeptTracking:
    """The pages of one service, of the present minute only."""

    _kept: dict[_Shown, KeptPage] = field(default_factory=dict)
    _minute: int = 0
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def page(self, token: str, version: str, written: Callable[[], tuple[str, KeptPage | None]]) -> str:
        """The page of this link in this version; `written` gives it afresh, and what is to be kept of it."""
        self._forget_earlier_minutes()
        here = workplace()
        shown = (token, version, language(), look_of_pages(here.settings, here.library.site))
        kept = self._kept.get(shown)
        if kept is not None:
            return kept.for_this_visitor()
        html, fresh = written()
        if fresh is not None and len(self._kept) < _MOST_KEPT:
            self._kept[shown] = fresh
        return html

    def _forget_earlier_minutes(self) -> None:
        minute = int(workplace().now().timestamp()) // 60
        if minute != self._minute:
            with self._changing:
                self._minute, self._kept = minute, {}
