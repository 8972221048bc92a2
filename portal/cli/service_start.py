"""What `run` and `deliver` do first: the log, the store with its schema, and the release in force."""

import logging
import sys

from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace, utc_now
from portal.secret import secret_of
from portal.settings import Settings
from portal.store import schema
from portal.store.engine import open_store

log = logging.getLogger(__name__)


def begin(settings: Settings) -> Workplace:
    """Raises SettingsError, StoreUnavailable, SchemaMismatch for an older or newer schema, PublishError."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # A line for each table that is made tells an operator nothing.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings.make_var_dir()
    store = open_store(settings)
    schema.create_if_empty(store)
    schema.require_current(store)
    in_force = InForce(store, settings)
    in_force.refresh(utc_now())
    workplace = Workplace(store, settings, secret_of(settings), in_force)
    log.info("release %s is in force", workplace.release.hash[:12])
    return workplace
