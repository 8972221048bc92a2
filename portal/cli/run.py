"""`portal run`: the production server, with `deliver` inside unless told otherwise."""

import logging
import signal
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from socket import socket

import click
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from portal.acts.workplace import Workplace
from portal.app import create_both, most_request_bytes
from portal.cli.bounded_queue import BoundedQueue, told_of_overload
from portal.cli.graceful_stop import handed_over, serve_until, wake
from portal.cli.patient_server import (
    KEPT_IN_MEMORY_BYTES,
    LOOKED_AT_EVERY_S,
    MOST_CONNECTIONS,
    MOST_READ_BYTES,
    make_patient,
    most_connections,
)
from portal.cli.service_start import begin, metrics_of
from portal.cli.short_turns import take_short_turns
from portal.cli.site_option import with_settings
from portal.errors import SettingsError
from portal.notices.carriers.choice import carrier_of
from portal.publishing.build_site import build_site
from portal.publishing.checked_content import checked_content
from portal.publishing.finish_interrupted import finish_interrupted
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.upkeep.deliver import deliver_until
from portal.upkeep.metrics import Metrics

logger = logging.getLogger(__name__)


@click.command("run")
@click.option("--host", help="Address to listen on. [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on. [default: 8000]")
@click.option("--no-deliver", is_flag=True, help="Leave sending and timed duties to `portal deliver`.")
@with_settings
def command(settings: Settings, host: str | None, port: int | None, no_deliver: bool) -> None:
    """Serve the site, the form and the desk.

    Publishes the content first if nothing was published yet. Stops on Ctrl-C.
    """
    finish_interrupted(settings)
    if not settings.release_file.exists():
        at = datetime.now(UTC).replace(microsecond=0)
        build_site(settings, lambda: checked_content(settings, at), site_to_freeze(settings), at)
    carrier = carrier_of(settings)
    workplace = begin(settings)
    sockets = handed_over()
    metrics = metrics_of(workplace)
    take_short_turns()
    server = _listen(workplace, sockets, metrics)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    stop = threading.Event()
    delivery = threading.Thread(target=deliver_until, args=(stop, workplace, carrier), name="deliver")
    if not no_deliver:
        delivery.start()

    def leave(*_: object) -> None:
        stop.set()
        wake(server)

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, leave)
    click.echo(f"Serving on {settings.service_url}. Stop with Ctrl-C.")
    try:
        cut_off = serve_until(stop, server, shared=bool(sockets))
        click.echo("Stopped." if not cut_off else f"Stopped; {cut_off} requests took too long and were cut off.")
    finally:
        stop.set()
        server.close()
        if delivery.is_alive():
            delivery.join(timeout=30)
        if metrics:
            metrics.close()
        workplace.store.close()


def _listen(
    workplace: Workplace, sockets: Sequence[socket], metrics: Metrics | None
) -> BaseWSGIServer | MultiSocketServer:
    """On `sockets`, else on the address of the settings. Raises SettingsError where it cannot be listened on."""
    settings = workplace.settings
    where = {"sockets": sockets} if sockets else {"host": settings.host, "port": settings.port}
    queue = BoundedQueue()
    queue.set_thread_count(settings.threads)
    try:
        server = create_server(
            told_of_overload(metrics.timed(create_both(workplace)) if metrics else create_both(workplace)),
            _dispatcher=queue,
            **where,
            # Each browser keeps its connection for a while; beyond the limit nobody else is let in.
            connection_limit=most_connections(),
            backlog=MOST_CONNECTIONS,
            cleanup_interval=LOOKED_AT_EVERY_S,
            asyncore_use_poll=True,
            ident=None,
            inbuf_overflow=KEPT_IN_MEMORY_BYTES,
            max_request_body_size=MOST_READ_BYTES,
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
        make_patient(server, most_request_bytes(settings))
        return server
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        workplace.store.close()
        raise SettingsError(
            f"host = {settings.host!r}, port = {settings.port} cannot be listened on: {why.rstrip('.')}. "
            "Stop what uses the port, or choose another with --port."
        ) from error
