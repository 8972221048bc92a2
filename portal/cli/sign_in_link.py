"""`portal sign-in-link`: a link that signs somebody in on the desk, made here and not mailed."""

import click

from portal.acts.sign_in_here import sign_in_here
from portal.acts.sign_in_mail import VALID_MINUTES
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.promises.spoken import dated_time
from portal.settings import Settings


@click.command("sign-in-link")
@click.argument("address")
@with_settings
def command(settings: Settings, address: str) -> None:
    """Make a link that signs in whoever has ADDRESS in the team: for the first lead, or while mail is down.

    Who made it is not asked, so the audit log says only that it was made here. It works once.
    """
    workplace = begin(settings)
    try:
        made = sign_in_here(workplace, address)
        until = dated_time(made.expires_at, workplace.library.site.time_zone)
    finally:
        workplace.store.close()
    click.echo(f"{settings.service_url}{made.path}")
    click.echo(f"It signs in {made.person.name}, once, within {VALID_MINUTES} minutes: until {until}.", err=True)
