"""`portal versions`: what the public pages said before."""

from collections.abc import Iterator
from datetime import date, datetime

import click

from portal.acts.import_page_history import import_page_history
from portal.acts.page_history import local_day
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.library.library import Library
from portal.library.page_spans import spans_through
from portal.settings import Settings


@click.group("versions")
def command() -> None:
    """What the public pages said before."""


@command.command("import-git")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out what was committed before this day, such as 2025-01-31.",
)
@with_settings
def import_git(settings: Settings, since: datetime | None) -> None:
    """Fill in what pages said before the portal kept it, from the git history of content/.

    Each commit counts as published on its day. What the portal knows itself is never changed, so a second run adds
    nothing. A commit whose content has problems is passed over and named.
    """
    # git and the reading of content take longer to load than refusing a wrong option.
    from portal.upkeep.content_from_git import Past, commits_of_content, libraries_through

    workplace = begin(settings)
    try:
        commits = commits_of_content(settings.site_dir, since.date() if since else None)
        passed_over: list[Past] = []

        def releases() -> Iterator[tuple[date, Library]]:
            for past in libraries_through(settings, commits):
                if past.library is None:
                    passed_over.append(past)
                else:
                    yield local_day(past.library, past.commit.at), past.library

        done = import_page_history(workplace, spans_through(releases()))
    finally:
        workplace.store.close()
    for past in passed_over:
        click.echo(f"Passed over {past.commit.id[:12]} of {past.commit.at:%Y-%m-%d}: {past.fault}", err=True)
    read = len(commits) - len(passed_over)
    versions = f"{done.versions:,} {'version' if done.versions == 1 else 'versions'}"
    click.echo(f"Read {read:,} of {len(commits):,} commits: {versions} added, {done.earlier:,} known to be older.")
    if done.versions or done.earlier:
        click.echo("The next `portal deliver` publishes them.")
