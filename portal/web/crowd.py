"""Whether more reports came within the hour than the desk is to be given before anybody has looked at them.

The reports themselves are the count, so it holds across processes and costs those who report nothing; each process
asks at most once in five seconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from portal.acts.workplace import Workplace
from portal.store.arrivals import came_within
from portal.web.current import workplace

WINDOW = timedelta(hours=1)
_ASKED_EVERY = timedelta(seconds=5)
_KEY = "forthright.crowd"


@dataclass
class Crowd:
    """What one process knows of it."""

    _asked_at: datetime | None = None
    _found: bool = False

    def is_here(self, workplace: Workplace) -> bool:
        """Raises StoreUnavailable."""
        most, now = workplace.settings.most_reports_an_hour, workplace.now()
        if workplace.settings.limits == "off" or not most:
            return False
        if self._asked_at is None or abs(now - self._asked_at) >= _ASKED_EVERY:
            with workplace.store.reading() as conn:
                self._found = came_within(conn, most, now - WINDOW)
            self._asked_at = now
        return self._found


def is_crowded() -> bool:
    """For the service that answers the request. Raises StoreUnavailable."""
    crowd: Crowd = current_app.extensions.setdefault(_KEY, Crowd())
    return crowd.is_here(workplace())
