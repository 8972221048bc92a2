"""`portal serve`: the live preview for editors."""

import gc
import signal
import socket
import threading
from datetime import UTC, datetime

import click
from waitress.server import create_server

from portal.app import create_preview
from portal.cli.site_option import with_settings
from portal.cli.trial_service import trial_service
from portal.errors import PortalError
from portal.library.renderer import Renderer
from portal.publishing.preview import MOST_WATCHING
from portal.publishing.problem_page import OVERVIEW
from portal.publishing.watching import watch_site
from portal.settings import Settings

HOST = "127.0.0.1"
_THREADS = MOST_WATCHING + 8


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port on this machine.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look at every file again and again, for a network folder that does not tell of changes.",
)
@with_settings
def command(settings: Settings, port: int, poll: bool) -> None:
    """Preview both halves while you edit: save a file, and the pages that are open show it.

    Nothing is published. Reports that you send here are kept apart and gone when the preview ends.
    """
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise PortalError(f"Port {port} cannot be used ({error}). Name another with --port.") from error
    stop = threading.Event()
    with listening, Renderer() as renderer, trial_service(settings, port) as trial:
        preview = create_preview(settings, renderer, lambda: datetime.now(UTC).replace(microsecond=0), trial)
        preview.reading.look()
        # What was read stays; searching it for what can go would hold up every few saves.
        gc.freeze()
        watching = watch_site(settings, preview.reading.look, stop, poll=poll)
        server = create_server(preview, sockets=[listening], threads=_THREADS, channel_request_lookahead=1, ident=None)
        click.echo(
            f"Preview on http://{HOST}:{port}/ and its mails on /mail.\n"
            f"What is wrong, and what readers do not see: http://{HOST}:{port}{OVERVIEW}\n"
            "Stop with Ctrl-C."
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.run()
        except KeyboardInterrupt:
            click.echo("Stopping.")
        finally:
            stop.set()
            server.close()
            for thread in watching:
                thread.join(timeout=5)
