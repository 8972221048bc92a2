"""`portal build`: check, freeze what changed and publish it."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.cli.site_option import site_option
from portal.errors import ContentError
from portal.publishing.outlet import outlet_of
from portal.publishing.unchanged import inputs, unchanged
from portal.setting_sources import settings_told
from portal.site_folder import SiteFolder

if TYPE_CHECKING:
    from portal.library.library import Library
    from portal.publishing.publish import Publication
    from portal.settings import Settings

PATIENCE_S = 30.0
"""A figure that `deliver` publishes at this moment takes a second or two."""


class Instant(click.ParamType[datetime]):
    """ISO 8601 with an offset, such as 2026-11-22T09:00Z; the value is in UTC."""

    name = "iso"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None:
            self.fail(f"{value!r} is not an instant with its offset, such as 2026-11-22T09:00Z", param, ctx)
        return instant.astimezone(UTC)


@click.command("build")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder to publish to. [default: build/]"
)
@click.option("--at", type=Instant(), help="Make the pages for this instant instead of now, such as 2026-11-22T09:00Z.")
@click.option(
    "--search/--no-search",
    default=True,
    help="Whether the search learns new words at once, which takes a while for thousands of pages.",
)
@site_option("The site folder (default: the current one).")
def command(site_dir: Path, out: Path | None, at: datetime | None, search: bool) -> None:
    """Check, freeze what changed and publish it.

    Where there is a problem, nothing is published: what was live stays whole, and the exit code is 1.
    """
    began_s = time.monotonic()
    at = at or datetime.now(UTC).replace(microsecond=0)
    site = SiteFolder.at(site_dir.resolve())
    folder = out or site.build_dir
    told = settings_told(site.settings_file, os.environ)
    read = inputs(site, told, time.time_ns(), search=search) if told else None
    if last := unchanged(site, outlet_of(site, out), at, read):
        _report(folder, last.pages, 0, 0, last.unknown, time.monotonic() - began_s)
        return
    try:
        with _nothing_collected():
            done = _build(site, out, at, read, search=search)
    except ContentError as error:
        click.echo(str(error), err=True)
        click.echo(f"{_problems(len(error.problems))}. Nothing was published; {_short(folder)} is as it was.", err=True)
        sys.exit(1)
    took_s = time.monotonic() - began_s
    _report(folder, done.pages, len(done.changed), len(done.deleted), done.unknown, took_s)
    for note in done.notes:
        click.echo(note, err=True)


def _build(site: SiteFolder, out: Path | None, at: datetime, read: str | None, *, search: bool) -> "Publication":
    # What a build needs takes longer to load than finding out that there is nothing to do.
    from portal.publishing.build_site import build_site
    from portal.settings import load_settings
    from portal.site_app import site_to_freeze

    settings = load_settings(site.site_dir)
    return build_site(
        settings,
        lambda: _checked(settings, at),
        site_to_freeze(settings),
        at,
        out,
        _progress_bar,
        PATIENCE_S,
        search=search,
        read=read,
    )


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A build ends before its memory would be worth searching for what can go."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _checked(settings: "Settings", at: datetime) -> "Library":
    """The library. Raises ContentError, for own templates of the customers' pages too."""
    from portal.library.problems import stop_on
    from portal.publishing.checked_content import checked_content
    from portal.publishing.own_templates import has_own_templates

    library = checked_content(settings, at)
    if has_own_templates(settings):
        from portal.library.release import release_of
        from portal.upkeep.own_templates import service_template_problems

        stop_on(service_template_problems(settings, release_of(library, at), at))
    return library


def _progress_bar(addresses: Iterator[str], total: int) -> Iterator[str]:
    """A bar where a terminal watches; nothing elsewhere."""
    watched = sys.stderr.isatty()
    with click.progressbar(
        addresses, length=total, label="Freezing", item_show_func=lambda a: a, file=sys.stderr, hidden=not watched
    ) as bar:
        yield from bar


def _report(folder: Path, pages: int, changed: int, deleted: int, unknown: tuple[str, ...], took_s: float) -> None:
    files = "1 file" if changed == 1 else f"{changed} files"
    changes = f"{files} changed" + (f", {deleted} removed" if deleted else "")
    counted = "1 page" if pages == 1 else f"{pages} pages"
    click.echo(f"Published {counted} ({changes}) to {_short(folder)} in {took_s:.1f} s")
    if unknown:
        names = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        click.echo(f"Left as they are, since no build put them there: {names}", err=True)


def _problems(count: int) -> str:
    return "1 problem" if count == 1 else f"{count} problems"


def _short(folder: Path) -> str:
    """As one would type it from here."""
    relative = os.path.relpath(folder)
    return f"{folder if relative.startswith('..') else relative}/"
