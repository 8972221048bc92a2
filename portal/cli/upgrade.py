"""`portal upgrade`: a backup, then the schema that this version needs, then a look at what came of it."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from portal.cli.backup import say_what_was_backed_up
from portal.cli.doctor import as_text
from portal.cli.ended_in_order import ended_in_order
from portal.cli.site_option import with_settings
from portal.settings import Settings
from portal.store.engine import open_store
from portal.store.schema import newest_version
from portal.upkeep.doctor.examination import examine
from portal.upkeep.doctor.finding import State
from portal.upkeep.upgrading import BackedUp, upgrade


@click.command("upgrade")
@click.option(
    "--backup",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to back up to. [default: a new one in var/backups/]",
)
@click.option("--no-backup", is_flag=True, help="Make none: there is no way back but a backup.")
@with_settings
def command(settings: Settings, backup: Path | None, no_backup: bool) -> None:
    """Bring the database to this version's schema. Stop every process of the portal first.

    A backup is made and tried before anything is changed; the schema is changed as a whole or not at all. What
    `portal doctor` finds afterwards is shown.
    """
    if backup and no_backup:
        raise click.UsageError("--backup names a file for what --no-backup leaves out. Give one of them.")
    store = open_store(settings)
    steps: tuple[str, ...] = ()
    try:
        began_s = time.monotonic()
        file = backup.resolve() if backup else None
        with ended_in_order():
            for done in upgrade(settings, store, datetime.now(UTC), backup=False if no_backup else file):
                if isinstance(done, BackedUp):
                    say_what_was_backed_up(done.made, done.file, time.monotonic() - began_s, tried=True)
                else:
                    steps = done.steps
    finally:
        store.close()
    for step in steps:
        click.echo(f"Done: {step}")
    if not steps:
        click.echo(f"Nothing to do: the database {store.name} is at version {newest_version()}.")
        return
    click.echo(f"The database {store.name} is now at version {newest_version()}.")
    for finding in examine(settings, datetime.now(UTC)):
        if finding.state is not State.WELL:
            click.echo(as_text(finding), err=True)
