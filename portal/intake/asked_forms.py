"""Which empty form a plain request gets, found out once for all who ask alike."""

from collections.abc import Callable

from portal.web.kept_pages import KeptPage
from portal.web.lately import Moment

Asked = tuple[str, str | None]
"""The query of the address, and the header Accept-Language."""
MOST_KEPT = 200
# No browser asks at such length; what somebody makes up to fill the memory is looked up each time.
MOST_LETTERS = 1_000


class AskedForms:
    """Those of the present moment. Safe to share among threads."""

    def __init__(self) -> None:
        self._now: tuple[Moment | None, dict[Asked, KeptPage]] = None, {}

    def __len__(self) -> int:
        return len(self._now[1])

    def kept(self, moment: Moment, asked: Asked, find: Callable[[Asked], KeptPage | None]) -> KeptPage | None:
        """The form that was found for this in this moment, or else what `find` gives now."""
        found_in, found = self._now
        if found_in != moment or len(found) >= MOST_KEPT:
            found = {}
            self._now = moment, found
        page = found.get(asked)
        if page is None:
            page = find(asked)
            if page is not None and sum(len(each or "") for each in asked) <= MOST_LETTERS:
                found[asked] = page
        return page
