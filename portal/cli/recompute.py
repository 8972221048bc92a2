"""`portal recompute`: works every stored clock out anew from the timelines and reports what differs."""

import sys
from itertools import chain

import click

from portal.acts.recompute import recompute
from portal.acts.recompute_team import recompute_team
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.settings import Settings


@click.command("recompute")
@click.option("--repair", is_flag=True, help="Store what was worked out.")
@with_settings
def command(settings: Settings, repair: bool) -> None:
    """Work every clock out anew and report what differs.

    One line for each difference: the report, or `team` for a promise to the team, the promise, the field, what is
    stored and what was worked out. The exit code is 1 while there are any. That a promise ran out since it was stored
    is none.
    """
    workplace = begin(settings, must_exist=True)
    counted = different = 0
    try:
        for batch in chain(recompute(workplace, repair=repair), recompute_team(workplace, repair=repair)):
            counted += batch.clocks
            different += len(batch.differences)
            for each in batch.differences:
                where = f"{each.reference} {each.commitment} {each.field}"
                click.echo(f"{where}: stored {each.stored}, worked out {each.worked_out}")
    finally:
        workplace.store.close()
    clocks = f"{counted:,} {'clock' if counted == 1 else 'clocks'}"
    if not different:
        click.echo(f"{clocks}, no differences")
        return
    differences = f"{clocks}, {different:,} {'difference' if different == 1 else 'differences'}"
    if repair:
        click.echo(f"{differences}. What was worked out is stored now; run it again to see that none is left.")
        return
    click.echo(f"{differences}. To store what was worked out: portal recompute --repair")
    sys.exit(1)
