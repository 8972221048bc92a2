"""`portal deliver`: sends notices and does every timed duty; any number of processes may run it."""

import signal
import threading

import click

from portal.cli.service_start import begin, metrics_of
from portal.cli.site_option import with_settings
from portal.notices.carriers.choice import carrier_of
from portal.settings import Settings
from portal.upkeep.deliver import deliver_round, deliver_until


@click.command("deliver")
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
@with_settings
def command(settings: Settings, once: bool) -> None:
    """Send notices and do every timed duty, until stopped."""
    carrier = carrier_of(settings)
    workplace = begin(settings)
    try:
        if once:
            while deliver_round(workplace, carrier):
                pass
            return
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        metrics = metrics_of(workplace)
        click.echo("Delivering. Stop with Ctrl-C.")
        deliver_until(stop, workplace, carrier)
        if metrics:
            metrics.close()
    finally:
        workplace.store.close()
