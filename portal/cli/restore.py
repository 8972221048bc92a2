"""`portal restore`: a backup becomes a portal again, in a folder and a database that hold no other."""

from pathlib import Path

import click

from portal.cli.site_option import with_settings
from portal.settings import Settings
from portal.upkeep.restore import restore


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_settings
def command(settings: Settings, file: Path) -> None:
    """Restore the backup FILE into this site folder and into the database of its settings, which must be empty.

    SQLite and PostgreSQL alike, whichever it was made from, also by an earlier version. What is in the folder already
    stays as it is.
    """
    done = restore(settings, file)
    for step in done.steps:
        click.echo(f"Done: {step}")
    reports = done.contents.digests["reports"].rows
    click.echo(f"{reports:,} reports as of {done.contents.made_at} are in {done.database}.")
    click.echo(f"{done.files:,} files were laid beside.")
    for part in done.left:
        click.echo(f"Left as it is, since it was there: {part}", err=True)
    if done.contents.key == "in the settings" and not settings.secret:
        click.echo("The key was in the settings. Set `secret` to it, or no private link opens.", err=True)
    if done.key_is_another:
        click.echo(
            "The setting `secret` is another key than the backup's: private links in old mails open nothing. Unset it.",
            err=True,
        )
    click.echo("Next: portal build, portal recompute (it should find no differences), portal run.")
