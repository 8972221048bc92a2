"""`portal verify --store`: looks whether what the database holds fits together, and says what to do if not."""

import sys
from pathlib import Path

import click

from portal.acts.verify_store import Looked, verify_store
from portal.cli.service_start import begin
from portal.library.counted import counted
from portal.settings import load_settings

_SHOWN_FINDINGS = 200


def verify_store_of(site_dir: Path) -> None:
    """Prints each finding with its remedy; exits with 1 where there are any. Raises PortalError."""
    workplace, looked, count = begin(load_settings(site_dir.resolve()), must_exist=True), Looked(), 0
    try:
        for finding in verify_store(workplace, looked):
            count += 1
            if count <= _SHOWN_FINDINGS:
                click.echo(f"{finding.about}: {finding.what}. {finding.remedy}", err=True)
    finally:
        workplace.store.close()
    if count > _SHOWN_FINDINGS:
        click.echo(f"… and {count - _SHOWN_FINDINGS:,} more", err=True)
    parts = (("report", looked.reports), ("clock", looked.clocks), ("notice", looked.notices))
    said = ", ".join(counted(number, thing) for thing, number in parts)
    said = f"{said} and {counted(looked.attachments, 'attachment')}"
    if count:
        click.echo(f"{said}: {counted(count, 'thing')} {'does' if count == 1 else 'do'} not fit.", err=True)
        sys.exit(1)
    click.echo(f"{said}: everything fits.")
