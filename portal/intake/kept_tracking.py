"""Private pages that are looked at again within their minute, as people do who wait: written out once, shown to whoever
has the link, and forgotten when the minute is over.

A page is kept under its link, the version of what it shows (portal.intake.tracking_version), the language, and the
files it links to; so it is shown again only while nothing on it has changed, and by that link alone.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.acts.workplace import Workplace
from portal.languages.speaking import language
from portal.web.current import workplace
from portal.web.kept_pages import KeptPage, LookOfPages

_MOST_KEPT = 500
_Shown = tuple[object, ...]


@dataclass
class KeptTracking:
    """The pages of one service, of the present minute only, by their links."""

    _look: LookOfPages
    _kept: dict[str, tuple[_Shown, KeptPage]] = field(default_factory=dict)
    _minute: int = 0
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def page(self, token: str, version: str, written: Callable[[], tuple[str, KeptPage | None]]) -> str:
        """The page of this link in this version; `written` gives it afresh, and what is to be kept of it."""
        kept = self.kept(workplace(), token, version, language())
        if kept is not None:
            return kept.for_this_visitor()
        shown = self._shown(workplace(), version, language())
        html, fresh = written()
        if fresh is not None and (len(self._kept) < _MOST_KEPT or token in self._kept):
            self._kept[token] = (shown, fresh)
        return html

    def kept(self, workplace: Workplace, token: str, version: str, tongue: str) -> KeptPage | None:
        """The page of this link, where it was written out in this version and language within the minute."""
        self._forget_earlier_minutes(workplace)
        shown, page = self._kept.get(token, (None, None))
        return page if page is not None and shown == self._shown(workplace, version, tongue) else None

    def has(self, token: str) -> bool:
        """Whether it is worth a look."""
        return token in self._kept

    def _shown(self, workplace: Workplace, version: str, tongue: str) -> _Shown:
        return version, tongue, self._look.now(workplace.library.site)

    def _forget_earlier_minutes(self, workplace: Workplace) -> None:
        minute = int(workplace.now().timestamp()) // 60
        if minute != self._minute:
            with self._changing:
                self._minute, self._kept = minute, {}
