"""`portal run` in one process: its threads answer, and one more delivers."""

import signal
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from socket import socket

import click
from waitress.server import BaseWSGIServer, MultiSocketServer

from portal.acts.workplace import Workplace
from portal.app import create_both
from portal.cli.graceful_stop import Stop, serve_until
from portal.cli.listening import server_for
from portal.cli.service_start import metrics_of
from portal.notices.carriers.carrier import Carrier
from portal.upkeep.deliver import deliver_until


def serve_by_one(workplace: Workplace, handed_over: Sequence[socket], carrier: Carrier | None) -> int:
    """Until it is told to stop; gives how many requests were cut off. Without a `carrier` it does not deliver.

    Raises SettingsError.
    """
    with ExitStack() as opened:
        metrics = metrics_of(workplace)
        if metrics:
            opened.callback(metrics.close)
        application = create_both(workplace)
        server = server_for(metrics.timed(application) if metrics else application, workplace.settings, handed_over)
        return _answer(workplace, server, carrier, shared=bool(handed_over))


def _answer(
    workplace: Workplace, server: BaseWSGIServer | MultiSocketServer, carrier: Carrier | None, *, shared: bool
) -> int:
    stop = Stop()
    delivery = carrier and threading.Thread(target=deliver_until, args=(stop.said, workplace, carrier), name="deliver")
    if delivery:
        delivery.start()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop.say)
    click.echo(f"Serving on {workplace.settings.service_url}. Stop with Ctrl-C.")
    try:
        return serve_until(stop, server, shared=shared)
    finally:
        stop.say()
        server.close()
        if delivery:
            delivery.join(timeout=30)
