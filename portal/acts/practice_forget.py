"""Practice is for learning and not for keeping: after a year nobody has it any more."""

from datetime import timedelta

from portal.acts.workplace import Workplace
from portal.store import practices

KEPT_FOR = timedelta(days=365)


def forget_old_practices(workplace: Workplace) -> int:
    """Gives how many. Raises StoreUnavailable."""
    with workplace.store.writing() as conn:
        return practices.forget_before(conn, workplace.now() - KEPT_FOR)
