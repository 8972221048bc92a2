"""From one version of the schema to the next: a backup that was tried, the change, and a look at what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from portal.settings import Settings
from portal.store import schema
from portal.store.engine import Store
from portal.upkeep.backup import Made, make_backup


@dataclass(frozen=True, slots=True)
class BackedUp:
    made: Made
    file: Path


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The steps taken, none where there was nothing to do."""

    steps: tuple[str, ...]


def upgrade(
    settings: Settings, store: Store, at: datetime, *, backup: Path | Literal[False] | None = None
) -> Iterator[BackedUp | Upgraded]:
    """Say each thing once it is done. `backup` is where to, False for none, None for a file in var/backups.

    An empty database needs no backup, and one that is at our version needs nothing. Raises BackupError and StoreError
    before anything is changed; a step that fails changes nothing at all.
    """
    before = schema.version_of(store)
    if before is not None and before != schema.newest_version() and backup is not False:
        # A database of a later version is refused before anything is written.
        schema.require_known(store, before)
        file = backup if isinstance(backup, Path) else _default_file(settings, before, at)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield BackedUp(make_backup(settings, store, file, at), file)
    yield Upgraded(schema.upgrade(store))


def _default_file(settings: Settings, before: str, at: datetime) -> Path:
    return settings.var_dir / "backups" / f"{at:%Y-%m-%dT%H%M%SZ}-version-{before}.zip"
