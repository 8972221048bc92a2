"""`portal run`: the production server, with `deliver` inside unless told otherwise."""

import logging
import signal
import threading
from datetime import UTC, datetime

import click
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from portal.acts.workplace import Workplace
from portal.app import create_both
from portal.cli.bounded_queue import BoundedQueue, told_of_overload
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.errors import SettingsError
from portal.library.loader import checked_library
from portal.notices.carriers.choice import carrier_of
from portal.publishing.build_site import build_site
from portal.publishing.finish_interrupted import finish_interrupted
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.upkeep.deliver import deliver_until

logger = logging.getLogger(__name__)

MOST_CONNECTIONS = 800


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
        build_site(settings, lambda: checked_library(settings.site_dir, at.date()), site_to_freeze(settings), at)
    carrier = carrier_of(settings)
    workplace = begin(settings)
    server = _listen(workplace)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    stop = threading.Event()
    delivery = threading.Thread(target=deliver_until, args=(stop, workplace, carrier), name="deliver")
    if not no_deliver:
        delivery.start()
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    click.echo(f"Serving on {settings.service_url}. Stop with Ctrl-C.")
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        click.echo("Stopping.")
    finally:
        stop.set()
        server.close()
        if delivery.is_alive():
            delivery.join(timeout=30)
        workplace.store.close()


def _listen(workplace: Workplace) -> BaseWSGIServer | MultiSocketServer:
    """Raises SettingsError where the address cannot be listened on."""
    settings = workplace.settings
    queue = BoundedQueue()
    queue.set_thread_count(settings.threads)
    try:
        return create_server(
            told_of_overload(create_both(workplace)),
            _dispatcher=queue,
            host=settings.host,
            port=settings.port,
            # Each browser keeps its connection for a while; beyond the limit nobody else is let in.
            connection_limit=MOST_CONNECTIONS,
            asyncore_use_poll=True,
            ident=None,
            max_request_body_size=1 << 31,
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        workplace.store.close()
        raise SettingsError(
            f"host = {settings.host!r}, port = {settings.port} cannot be listened on: {why.rstrip('.')}. "
            "Stop what uses the port, or choose another with --port."
        ) from error


def _interrupt() -> None:
    raise SystemExit(0)
