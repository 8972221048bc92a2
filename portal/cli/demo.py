"""`portal demo`: fills an empty database with a sample year, so that scorecard, desk and tracking can be seen."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import click

from portal import paths
from portal.acts.import_page_history import import_page_history
from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.cli.build import Instant
from portal.cli.site_option import with_settings
from portal.errors import PublicationUnderWay, SettingsError
from portal.promises.spoken import dated_time
from portal.reports.links import TRACK, customer_token, responder_token
from portal.reports.report import Report
from portal.secret import secret_of
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.store import reports, schema
from portal.store.engine import open_store
from portal.upkeep.demo.earlier_words import earlier_words
from portal.upkeep.demo.year import YEAR, Progress, fill, require_empty
from portal.upkeep.publish_figures import publish_figures
from portal.upkeep.publish_history import publish_history

_QUIET_CARRIERS = ("folder", "null", "console")


@click.command("demo")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same year.")
@click.option("--reports", "count", type=click.IntRange(1, 20_000), default=1_500, show_default=True)
@click.option("--until", type=Instant(), help="When the year ends, such as 2026-11-22T09:00Z. [default: now]")
@with_settings
def command(settings: Settings, seed: int, count: int, until: datetime | None) -> None:
    """Fill an empty database with a sample year.

    The reports are about the site's own topics and run through its own promises; each begins with "Sample:". Nobody is
    told of any of them. A database that holds reports is left as it is, and the exit code is 1.
    """
    now = datetime.now(UTC)
    until = until or now
    if until > now:
        raise click.BadParameter("The year cannot end in the future.", param_hint="--until")
    _refuse_to_write_to_people(settings)
    # Nobody was told of anything, and the same seed makes it again.
    store = open_store(settings, durable=False)
    try:
        schema.create_if_empty(store)
        schema.require_current(store)
        workplace = Workplace(store, settings, secret_of(settings), InForce(store, settings))
        require_empty(workplace)
        began_s = time.monotonic()
        _show_progress(fill(workplace, seed=seed, count=count, until=until), until)
        import_page_history(workplace, earlier_words(workplace.library))
        with suppress(PublicationUnderWay):
            publish_figures(workplace, site_to_freeze(settings))
            publish_history(workplace, site_to_freeze(settings))
        _say_where_to_look(workplace, until, count, time.monotonic() - began_s)
    finally:
        store.close()


def _refuse_to_write_to_people(settings: Settings) -> None:
    """The sample itself sends nothing; but whoever serves it afterwards would remind the team of its open reports."""
    if settings.carrier not in _QUIET_CARRIERS:
        raise SettingsError(
            f"carrier = {settings.carrier!r} is refused here: served with it, the sample's open reports would send "
            "reminders to your team. Allowed: 'folder', 'null' or 'console', such as PORTAL_CARRIER=folder."
        )


def _show_progress(year: Iterator[Progress], until: datetime) -> None:
    """A bar over the days where a terminal watches; nothing elsewhere."""
    with click.progressbar(
        length=YEAR // timedelta(days=1), label="Living through a year", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for progress in year:
            bar.update((progress.at - (until - YEAR)) // timedelta(days=1) - bar.pos)


def _say_where_to_look(workplace: Workplace, until: datetime, count: int, took_s: float) -> None:
    with workplace.store.reading() as conn:
        still_open = [report for report in reports.newest_reports(conn, limit=count) if report.status.is_open]
    zone, url = workplace.library.site.time_zone, workplace.settings.service_url
    click.echo(
        f"{count:,} sample {'report' if count == 1 else 'reports'}, from {dated_time(until - YEAR, zone)} "
        f"to {dated_time(until, zone)}, {len(still_open)} of them open. That took {took_s:.0f} s."
    )
    click.echo("\nStart `portal run --no-deliver`, which reminds nobody of them, and look at")
    click.echo("  how promises were kept")
    click.echo(f"                     {url}{paths.SCORECARD}")
    for report in still_open[len(still_open) // 2 :][:1]:
        click.echo(f"  what a customer sees of {report.reference}")
        click.echo(f"                     {url}{_tracking(workplace, report)}")
        click.echo("  and a responder")
        click.echo(f"                     {url}{_desk(workplace, report)}")
    click.echo("\nTo begin afresh, name another database, or delete this one: " + workplace.store.name)


def _tracking(workplace: Workplace, report: Report) -> str:
    return paths.tracking(customer_token(workplace.secret, TRACK, report.reference, report.generation))


def _desk(workplace: Workplace, report: Report) -> str:
    roster = workplace.roster()
    person = report.owner or roster.members(report.team)[0].key
    expires = (datetime.now(UTC) + timedelta(days=workplace.settings.responder_link_valid_days)).date()
    return paths.desk_report(responder_token(workplace.secret, report.reference, report.generation, person, expires))
