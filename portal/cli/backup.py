"""`portal backup`: everything of one portal in one file, while it runs, tried before it counts."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from portal.cli.ended_in_order import ended_in_order
from portal.cli.site_option import with_settings
from portal.settings import Settings
from portal.store.engine import open_store
from portal.upkeep.backup import Made, make_backup


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--untried", is_flag=True, help="Leave out the trial: restoring it into a scratch place and comparing.")
@with_settings
def command(settings: Settings, file: Path, untried: bool) -> None:
    """Write everything of this portal to FILE, a new one: database, attachments, mails, key, content and settings.

    It may run while the portal does; what comes in meanwhile is not in it. Keep FILE as private as the portal.
    """
    began_s = time.monotonic()
    store = open_store(settings, must_exist=True)
    try:
        with ended_in_order():
            made = make_backup(settings, store, file.resolve(), datetime.now(UTC), tried=not untried)
    finally:
        store.close()
    say_what_was_backed_up(made, file, time.monotonic() - began_s, tried=not untried)


def say_what_was_backed_up(made: Made, file: Path, took_s: float, *, tried: bool) -> None:
    click.echo(
        f"{made.reports:,} reports ({made.rows:,} rows of {made.tables} tables) and {made.files:,} files "
        f"are in {file}, {made.size_bytes / 1_000_000:,.1f} MB, in {took_s:.1f} s."
    )
    if tried:
        click.echo("Tried: it was restored into a scratch place, and every row and file is as it was.")
    if made.key_in_settings:
        click.echo("The key is not in it, since the setting `secret` holds it. Keep that too.", err=True)
    if made.missing:
        names = ", ".join(made.missing[:5]) + (" …" if len(made.missing) > 5 else "")
        click.echo(f"Not in var/attachments, though reports name them ({len(made.missing):,}): {names}", err=True)
