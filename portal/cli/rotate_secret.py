"""`portal rotate-secret`: a new key for links and forms; what the old one made still opens."""

import click

from portal.cli.site_option import with_settings
from portal.secret import forget_earlier_secrets, renew_secret
from portal.settings import Settings


@click.command("rotate-secret")
@click.option("--forget-earlier", is_flag=True, help="Instead, delete the keys of before: their links open nothing.")
@with_settings
def command(settings: Settings, forget_earlier: bool) -> None:
    """Make a new key in var/secret. Links in mails that were sent, open forms and sessions go on with the old one."""
    if forget_earlier:
        count = forget_earlier_secrets(settings)
        keys = "key" if count == 1 else "keys"
        click.echo(f"{count} earlier {keys} deleted." if count else "There was no earlier key.")
        if count:
            click.echo("Start every process again; from then on links made with them open nothing.")
        return
    renew_secret(settings)
    click.echo("A new key is in var/secret, and the one before it in var/earlier-secrets.")
    click.echo("Start every process again now: one that runs with the old key does not know links of the new one.")
