"""What `run` and `deliver` do first: the log, the store with its schema, and the release in force."""

import logging
from pathlib import Path

from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace, utc_now
from portal.log_lines import log_to_stderr
from portal.secret import earlier_secrets_of, secret_of
from portal.settings import Settings
from portal.store import schema
from portal.store.engine import open_store
from portal.upkeep.metrics import Metrics

log = logging.getLogger(__name__)


def begin(settings: Settings, *, must_exist: bool = False) -> Workplace:
    """An empty database gets its tables, and a file of SQLite is made unless it `must_exist`.

    Raises SettingsError, StoreUnavailable, SchemaMismatch for an older or newer schema, PublishError.
    """
    log_to_stderr(settings.log_format)
    # A line for each table that is made tells an operator nothing.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if not must_exist:
        # Before the database, whose folder may lie in it.
        settings.make_var_dir()
    store = open_store(settings, must_exist=must_exist)
    settings.make_var_dir()
    schema.create_if_empty(store)
    schema.require_current(store)
    in_force = InForce(store, settings)
    in_force.refresh(utc_now())
    secret, earlier = secret_of(settings), earlier_secrets_of(settings)
    workplace = Workplace(store, settings, secret, in_force, earlier_secrets=earlier)
    log.info("release %s is in force", workplace.release.hash[:12])
    return workplace


def metrics_of(workplace: Workplace) -> Metrics | None:
    """Those of this process, which a monitor can ask for from now on; None without `metrics_port`.

    Raises SettingsError.
    """
    if not workplace.settings.metrics_port:
        return None
    metrics = Metrics(workplace)
    metrics.bind(workplace.settings)
    metrics.answer()
    return metrics


def shared_metrics_of(workplace: Workplace, folder: Path) -> Metrics:
    """Those of several processes, which keep their durations in `folder`. One of them has to `answer`.

    Raises SettingsError.
    """
    metrics = Metrics(workplace, folder)
    metrics.bind(workplace.settings)
    return metrics
