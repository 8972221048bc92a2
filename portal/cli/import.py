"""`portal import`: takes a folder of Markdown that was written for another generator into the site.

The name of this module is a word of the language: it is loaded by its name alone, as every verb is (portal.cli.main).
"""

# ruff: noqa: N999

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from portal.cli.site_option import with_settings
from portal.errors import PortalError
from portal.library.fields import SLUG
from portal.library.importing.report import ImportReport, as_page, summary_lines
from portal.library.suggestions import choose_from
from portal.library.whole_files import write_whole
from portal.settings import Settings
from portal.upkeep.import_pages import Wanted, folder_from_public, import_pages
from portal.upkeep.new_page import names_of

REPORT = "import-report.md"
_MOST_LINES = 200


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--into", default="policies", metavar="policies/SECTION", help="Where pages go. [default: policies]")
@click.option(
    "--as", "kind", type=click.Choice(["policy", "page"]), default="policy", help="What pages in no folder become."
)
@click.option("--owner", metavar="NAME", help="A team or responder of team.yml who answers for every page.")
@click.option("--review-by", type=click.DateTime(["%Y-%m-%d"]), help="Day for pages that say none themselves.")
@click.option("--dry-run", is_flag=True, help="Write nothing, and tell what would be.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@with_settings
def command(
    settings: Settings,
    folder: Path,
    into: str,
    kind: str,
    owner: str | None,
    review_by: datetime | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Take the Markdown of FOLDER into the site, with its pictures and old addresses.

    MkDocs, Jekyll, Hugo, Docusaurus, GitBook, Eleventy and plain folders are understood. FOLDER is only read, no file
    of the site is replaced, and what could not be taken is told, here and in var/import-report.md. Exits with 1 if a
    page was not taken.
    """
    wanted = _wanted(settings, into, kind, owner, review_by)
    today = datetime.now(UTC).date()
    try:
        report = import_pages(settings.site_dir, folder, wanted, today, _watched, write=not dry_run)
    except KeyboardInterrupt:
        click.echo("\nStopped. Each file that was written is whole; run it again to take the others.", err=True)
        sys.exit(130)
    if not dry_run:
        settings.make_var_dir()
        write_whole(as_page(report), settings.var_dir / REPORT)
    if format_ == "json":
        click.echo(json.dumps(report.as_data(), ensure_ascii=False, indent=2))
    else:
        _say(report)
    sys.exit(0 if report.are_all_pages_taken else 1)


def _wanted(settings: Settings, into: str, kind: str, owner: str | None, review_by: datetime | None) -> Wanted:
    """Raises UsageError for what the site cannot have."""
    if not (settings.site_dir / "content").is_dir():
        raise PortalError("There is no folder `content` here. Run the command in a site folder, or give --site DIR.")
    place = folder_from_public(into)
    first, *sections = place.split("/")
    if first != "policies" or not all(SLUG.fullmatch(part) for part in sections):
        raise click.UsageError(
            f"Pages cannot go into `{into}`. Name `policies`, or a section such as `policies/returns`."
        )
    names = names_of(settings.site_dir)
    known = tuple(name for name in (*(names.teams or ()), *(names.responders or ())) if name not in names.leads)
    if owner is not None and owner not in known:
        raise click.UsageError(f"There is no team or responder `{owner}` in team.yml. {choose_from(owner, known)}")
    day: date | None = review_by.date() if review_by else None
    return Wanted(place, kind == "page", owner, day)


def _say(report: ImportReport) -> None:
    remarks = sorted(set(report.remarks()))
    for remark in remarks[:_MOST_LINES]:
        click.echo(str(remark))
    if len(remarks) > _MOST_LINES:
        click.echo(f"… and {len(remarks) - _MOST_LINES:,} more, in --format json and, once written, in var/{REPORT}.")
    for line in summary_lines(report):
        click.echo(line)
    if report.is_trial:
        click.echo("Nothing was written.")
    else:
        click.echo(f"The whole report is in var/{REPORT}. Next: `portal check`, and `portal serve` to see the pages.")


def _watched(stage: str, ahead: Sequence[Any]) -> Iterable[Any]:
    """A bar where a terminal watches; nothing elsewhere."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(ahead, length=len(ahead), label=f"{stage:<14}", file=sys.stderr, hidden=hidden) as bar:
        yield from bar
