"""The site's own past, where the store holds enough of it to draw a year from."""

from datetime import timedelta

from portal.settings import Settings
from portal.store import schema
from portal.store.arrivals import arrivals_after, newest_arrival
from portal.store.engine import Store, open_store
from portal.store.presence import is_there
from portal.upkeep.simulation.arrivals import Arrival

ENOUGH_REPORTS = 200
ENOUGH_DAYS = 300
_YEAR = timedelta(days=364)


def past_arrivals(settings: Settings) -> list[Arrival]:
    """The reports of the last 52 weeks up to the newest; empty where there are too few, or none and no database.

    Nothing is written and no file is made. Raises SettingsError, StoreUnavailable, SchemaMismatch.
    """
    if not is_there(settings):
        return []
    store = open_store(settings)
    try:
        return _read(store)
    finally:
        store.close()


def is_enough(past: list[Arrival]) -> bool:
    """Whether a year can be drawn from it: too few reports, or too few weeks, would make a year that never was."""
    return len(past) >= ENOUGH_REPORTS and past[-1].at - past[0].at >= timedelta(days=ENOUGH_DAYS)


def _read(store: Store) -> list[Arrival]:
    if schema.version_of(store) is None:
        return []
    schema.require_current(store)
    with store.reading() as conn:
        newest = newest_arrival(conn)
        found = [Arrival(*row) for row in arrivals_after(conn, newest - _YEAR)] if newest else []
    return found if is_enough(found) else []
