"""`portal upgrade`: the database gets the schema that this version needs."""

import click

from portal.cli.site_option import with_settings
from portal.settings import Settings
from portal.store.engine import open_store
from portal.store.schema import newest_version, upgrade


@click.command(help="Bring the database to this version's schema. Make a backup first; there is no way back but that.")
@with_settings
def command(settings: Settings) -> None:
    store = open_store(settings)
    try:
        steps = upgrade(store)
    finally:
        store.close()
    for step in steps:
        click.echo(f"Done: {step}")
    if steps:
        click.echo(f"The database {store.name} is now at version {newest_version()}.")
    else:
        click.echo(f"Nothing to do: the database {store.name} is at version {newest_version()}.")
