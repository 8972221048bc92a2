"""`portal forget`: what has been kept for as long as the settings say goes now, or is only counted."""

from datetime import datetime

import click

from portal.acts.retention import due_to_go, let_go
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.settings import Settings


@click.command("forget")
@click.option("--dry-run", is_flag=True, help="Count what is due to go, and change nothing.")
@with_settings
def command(settings: Settings, dry_run: bool) -> None:
    """Erase what has been kept for as long as `keep_closed_days` and `keep_originals_days` say.

    `portal deliver` does the same once an hour. What happened and when stays, without a word of it, and so does every
    figure. There is no way back.
    """
    workplace = begin(settings, must_exist=True)
    try:
        due = due_to_go(workplace)
        _say("closed reports", "keep_closed_days", due.reports, due.reports_before)
        _say("originals of mails", "keep_originals_days", due.originals, due.originals_before)
        if dry_run:
            click.echo("Nothing was changed.")
            return
        reports, originals = let_go(workplace, most=due.reports)
        click.echo(f"Erased the words of {reports:,} reports, and {originals:,} originals of mails.")
    finally:
        workplace.store.close()


def _say(what: str, setting: str, count: int, before: datetime | None) -> None:
    if before is None:
        click.echo(f"{what}: kept until somebody erases them, since {setting} is 0.")
    else:
        click.echo(f"{what}: {count:,} from before {before:%Y-%m-%d %H:%M} UTC are due to go.")
