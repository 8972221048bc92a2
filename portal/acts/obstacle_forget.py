"""What was in somebody's way is for mending: a year after it is out of the way nobody has the words any more.

What stays are the times that the clocks on the leads' answers ran by, so that these can still be worked out.
"""

from datetime import timedelta

from portal.acts.workplace import Workplace
from portal.store import obstacles

KEPT_FOR = timedelta(days=365)


def forget_old_obstacles(workplace: Workplace) -> int:
    """Gives how many. Raises StoreUnavailable."""
    with workplace.store.writing() as conn:
        return obstacles.forget_closed_before(conn, workplace.now() - KEPT_FOR)
