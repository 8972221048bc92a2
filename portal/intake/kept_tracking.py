"""Private pages that are looked at again within their minute, as people do who wait: written out once, shown to whoever
has the link, and forgotten when the minute is over.

A page is kept under its link, the version of what it shows (portal.intake.tracking_version), the language, and the
files it links to; so it is shown again only while nothing on it has changed, and by that link alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from portal.intake.this_minute import ThisMinute
from portal.languages.speaking import language
from portal.web.current import workplace
from portal.web.kept_pages import KeptPage, LookOfPages
from portal.web.lately import minute_of

_MOST_KEPT = 500
_Shown = tuple[str, str, tuple[object, ...]]


@dataclass
class KeptTracking:
    """The pages of one service, of the present minute only, by their links."""

    _look: LookOfPages
    _kept: ThisMinute[tuple[_Shown, KeptPage]] = field(default_factory=lambda: ThisMinute(_MOST_KEPT))

    def page(self, token: str, version: str, written: Callable[[], tuple[str, KeptPage | None]]) -> str:
        """The page of this link in this version; `written` gives it afresh, and what is to be kept of it."""
        look, minute = self._look.now(workplace().library.site), minute_of(workplace().now())
        kept = self.kept(token, minute, version, language(), look)
        if kept is not None:
            return kept.for_this_visitor()
        html, fresh = written()
        if fresh is not None:
            self._kept.keep(token, ((version, language(), look), fresh))
        return html

    def kept(self, token: str, minute: int, version: str, tongue: str, look: tuple[object, ...]) -> KeptPage | None:
        """The page of this link, where it was written out in this version and language within the minute."""
        shown, page = self._kept.get(token, minute) or (None, None)
        return page if shown == (version, tongue, look) else None

    def has(self, token: str) -> bool:
        """Whether it is worth a look."""
        return self._kept.has(token)
