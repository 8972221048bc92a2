"""What all pages that lie ready hang on, looked up once a second however many ask: the release in force, the day, the
files that pages link to.

What any other request has taken up counts at once, and a new release or a changed file within the second: whoever
opened the form a moment before saw the same. Who may see a report is no matter of this (portal.intake.known_links).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from portal.acts.workplace import Workplace
from portal.library.release import Release
from portal.web.keep_release_current import look_it_up
from portal.web.kept_pages import LookOfPages
from portal.web.looked_up import note_release

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

AGAIN_AFTER_S = 1.0


def minute_of(at: datetime) -> int:
    """The minutes since 1970."""
    return int(at.timestamp()) // 60


@dataclass(frozen=True, slots=True)
class Moment:
    """`minute` counts from 1970, `look` is that of the files (portal.web.kept_pages).

    While two are equal, what lay ready lies ready still.
    """

    minute: int
    day: date
    release_hash: str
    look: tuple[object, ...]


class Lately:
    """For one process. Safe to share among threads, of which one or two may look at the same time."""

    def __init__(self, workplace: Workplace, look: LookOfPages, clock: Callable[[], float] = time.monotonic) -> None:
        self._workplace, self._look, self._clock = workplace, look, clock
        self._again_at = clock()
        self._seen: tuple[Release, Moment] | None = None

    def moment(self, environ: "WSGIEnvironment") -> tuple[Moment, bool]:
        """The present one, and whether the store answered when it was asked last.

        Raises PublishError where nothing was ever built.
        """
        here, seen, at = self._workplace, self._seen, self._clock()
        now = here.now()
        minute = minute_of(now)
        if seen is not None and at < self._again_at and seen[0] is here.release and seen[1].minute == minute:
            return seen[1], True
        answered = look_it_up(here)
        note_release(environ)
        if answered:
            self._again_at = at + AGAIN_AFTER_S
        release = here.release
        moment = Moment(minute, here.local_day(now), release.hash, self._look.now(release.library.site))
        # The same object for as long as it is equal, so that it is compared in no time.
        if seen is not None and seen[1] == moment:
            moment = seen[1]
        self._seen = release, moment
        return moment, answered
