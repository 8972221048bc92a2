"""`portal serve`: the live preview for editors."""

import signal
import socket
from datetime import UTC, datetime

import click
from waitress.server import create_server

from portal.app import create_preview
from portal.cli.site_option import with_settings
from portal.cli.trial_service import trial_service
from portal.errors import PortalError
from portal.library.renderer import Renderer
from portal.settings import Settings

HOST = "127.0.0.1"


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port on this machine.")
@with_settings
def command(settings: Settings, port: int) -> None:
    """Preview both halves while you edit: save a file, load the page again.

    Nothing is published. Reports that you send here are kept apart and gone when the preview ends.
    """
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise PortalError(f"Port {port} cannot be used ({error}). Name another with --port.") from error
    with listening, Renderer() as renderer, trial_service(settings, port) as trial:
        preview = create_preview(settings, renderer, lambda: datetime.now(UTC).replace(microsecond=0), trial)
        server = create_server(preview, sockets=[listening], threads=4, ident=None)
        click.echo(f"Preview on http://{HOST}:{port}/ and its mails on /mail. Stop with Ctrl-C.")
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.run()
        except KeyboardInterrupt:
            click.echo("Stopping.")
        finally:
            server.close()
