"""`portal migrate-store`: everything in one database goes into another, verified row by row."""

import click

from portal.cli.site_option import with_settings
from portal.errors import SettingsError
from portal.settings import Settings, load_settings
from portal.store.engine import open_store
from portal.upkeep.migrate_store import migrate_store


@click.command("migrate-store")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="[TO]", required=False)
@with_settings
def command(settings: Settings, source: str, target: str | None) -> None:
    """Carry a store from one database into another without tables, SQLite or PostgreSQL.

    FROM and TO are written as the setting `database_url`; without TO it is that setting, which keeps a password out of
    the list of processes. Stop every process of the portal first. FROM is only read, and TO gets all of it or nothing.
    """
    to = target or settings.database_url
    old, new = (load_settings(settings.site_dir, database_url=url) for url in (source, to))
    if old.database_url == new.database_url:
        raise SettingsError("FROM and TO are the same database. Give TO, or set database_url.")
    from_store = open_store(old, must_exist=True)
    to_store = open_store(new)
    try:
        moved = migrate_store(from_store, to_store)
    finally:
        from_store.close()
        to_store.close()
    for step in moved.steps:
        click.echo(f"Done: {step}")
    total = sum(moved.rows.values())
    click.echo(f"{total:,} rows of {len(moved.rows)} tables are in {to_store.name}, each as it was.")
    among = ", ".join(f"{moved.rows[name]:,} {name}" for name in ("reports", "notices"))
    click.echo(f"Among them: {among}.")
    click.echo("Set database_url to it, then start. Attachments and the key stay where they are, in var/.")
