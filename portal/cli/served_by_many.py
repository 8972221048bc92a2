"""`portal run` in several processes: each answers on the same listening sockets, and one more delivers.

Python lets one thread of a process compute at a time, so it takes several to use several processors. They are forked
from one that has read and compiled all that they need and opened nothing that cannot be shared.
"""

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from werkzeug.test import Client

from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_both
from portal.cli.fair_shares import FairShares, Share
from portal.cli.graceful_stop import Stop, serve_until
from portal.cli.listening import doors_at, server_for
from portal.cli.service_start import shared_metrics_of
from portal.cli.supervisor import Role, Supervisor
from portal.notices.carriers.carrier import Carrier
from portal.settings import Settings
from portal.upkeep.deliver import deliver_until
from portal.upkeep.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_UNASKED = 4

log = logging.getLogger(__name__)


def processes_of(settings: Settings) -> int:
    """In how many processes to answer."""
    if not hasattr(os, "fork"):
        if settings.processes > 1:
            log.warning("processes = %d needs a system that can fork; one process serves", settings.processes)
        return 1
    return settings.processes or min(_processors(), MOST_UNASKED)


def serve_by_many(workplace: Workplace, handed_over: Sequence[socket], carrier: Carrier | None, processes: int) -> int:
    """Until it is told to stop; gives how many requests were cut off. Without a `carrier` it does not deliver.

    The workplace's store is closed first. Raises SettingsError.
    """
    settings = workplace.settings
    with ExitStack() as opened:
        doors = [opened.enter_context(door) for door in handed_over or doors_at(settings)]
        application = create_both(workplace)
        # Whatever a first answer reads and compiles, all of them then have.
        Client(application).get(paths.REPORT)
        metrics = None
        if settings.metrics_port:
            folder = opened.enter_context(TemporaryDirectory(prefix="forthright-metrics-", ignore_cleanup_errors=True))
            metrics = shared_metrics_of(workplace, Path(folder))
            opened.callback(metrics.close)
        beside = partial(_work_beside, workplace, doors, carrier, metrics) if carrier or metrics else None
        workplace.store.close()
        return answer_by_many(
            metrics.timed(application) if metrics else application,
            settings,
            doors,
            processes,
            shared=bool(handed_over),
            beside=beside,
            first=metrics.only_count if metrics else None,
            announced=f"Serving on {settings.service_url}, in {processes} processes. Stop with Ctrl-C.",
        )


def answer_by_many(
    application: "WSGIApplication",
    settings: Settings,
    doors: Sequence[socket],
    processes: int,
    *,
    shared: bool = False,
    beside: Callable[[Stop], int] | None = None,
    first: Callable[[], None] | None = None,
    announced: str = "",
) -> int:
    """Answer on `doors` in so many processes, and do what is `beside` in one more, until SIGTERM or SIGINT comes.

    `shared` says that the doors stay open without us; `first` is what each that answers does before, and `announced` is
    said once a stop would be heard. The caller has no thread, and its store is closed. Gives how many
    requests were cut off.
    """
    shares = FairShares(processes)
    roles = [
        Role(
            "answers requests",
            partial(_answer, application, settings, doors, share, shared, first),
            share.is_away,
        )
        for share in map(shares.share, range(processes))
    ]
    if beside:
        roles.append(Role("does the work beside", beside))
    # What is there now stays for good, so no process need look through it, and the memory stays shared.
    gc.freeze()
    supervisor = Supervisor(roles)
    if announced:
        click.echo(announced)
    supervisor.keep()
    # The last one that finishes closes the doors for good, having let in who was waiting there.
    for door in doors:
        door.close()
    return supervisor.stop()


def _answer(
    application: "WSGIApplication",
    settings: Settings,
    doors: Sequence[socket],
    share: Share,
    shared: bool,
    first: Callable[[], None] | None,
    stop: Stop,
) -> int:
    if first:
        first()
    share.has(0)
    server = server_for(application, settings, doors, share)
    try:
        return serve_until(stop, server, shared=shared)
    finally:
        server.close()


def _work_beside(
    workplace: Workplace, doors: Sequence[socket], carrier: Carrier | None, metrics: Metrics | None, stop: Stop
) -> int:
    """Deliver, and answer a monitor."""
    for door in doors:
        door.close()
    if metrics:
        metrics.answer()
        # Whoever starts afresh needs the port, though a mail may still be in hand.
        stop.wake_by(metrics.close)
    work = partial(deliver_until, stop.said, workplace, carrier) if carrier else stop.said.wait
    # Not in the first thread, which a signal may interrupt anywhere.
    working = threading.Thread(target=work, name="deliver")
    working.start()
    working.join()
    workplace.store.close()
    return 0


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
