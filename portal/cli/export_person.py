"""`portal export-person`: all that is held on a customer, by the address they gave."""

import json
import os
import sys
from pathlib import Path

import click

from portal.acts.person_export import all_held_on
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.settings import Settings

_KINDS = ("reports", "mails", "subscriptions", "quarantine")


@click.command("export-person")
@click.argument("address")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@with_settings
def command(settings: Settings, address: str, file: Path | None) -> None:
    """Write all that is held on whoever gave ADDRESS to a new FILE, or to the screen: reports, mails, subscriptions.

    It is one file of JSON. Make sure who asks for it before you send it. Exits with 1 where nothing is held.
    """
    workplace = begin(settings, must_exist=True)
    try:
        held = all_held_on(workplace, address)
    finally:
        workplace.store.close()
    text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    if file is None:
        click.echo(text, nl=False)
    else:
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise click.BadParameter("It is there already. Name one that is not.", param_hint="FILE") from None
        except OSError as error:
            raise click.BadParameter(f"It cannot be written: {error.strerror}.", param_hint="FILE") from None
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
    counts = ", ".join(f"{len(held[name])} {name}" for name in _KINDS)
    click.echo(f"Held: {counts}.", err=True)
    sys.exit(0 if any(held[name] for name in _KINDS) else 1)
