"""`portal receive`: takes mails from a mail server and places them."""

import logging
import signal
import threading

import click

from portal.acts.workplace import Workplace
from portal.cli.service_start import begin
from portal.cli.site_option import with_settings
from portal.errors import PortalError
from portal.inbound.placing import place_waiting
from portal.inbound.server import Protocol, receiving
from portal.settings import Settings

logger = logging.getLogger(__name__)

LOOK_AGAIN_AFTER_S = 30.0


@click.command("receive")
@click.option("--lmtp", "protocol", flag_value="lmtp", default="lmtp", help="Speak LMTP, as to a delivery agent.")
@click.option("--smtp", "protocol", flag_value="smtp", help="Speak SMTP.")
@click.option("--host", "listen_on", help="Address to listen on. [default: 127.0.0.1]")
@click.option("--port", "at_port", type=int, help="Port to listen on. [default: 8025]")
@with_settings
def command(settings: Settings, protocol: Protocol, listen_on: str | None, at_port: int | None) -> None:
    """Take mails and place them on reports, until stopped.

    Put it behind your own mail server, which looks for spam and viruses; nothing of that is done here. Each mail is on
    disk before it is acknowledged. What cannot be placed waits in the tray on the desk.
    """
    host, port = listen_on or settings.receive_host, settings.receive_port if at_port is None else at_port
    workplace = begin(settings)
    stop, came = threading.Event(), threading.Event()

    def leave(*_: object) -> None:
        stop.set()
        came.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, leave)
    try:
        with receiving(settings, protocol, host, port, came.set):
            click.echo(f"Receiving mail by {protocol.upper()} on {host}:{port}. Stop with Ctrl-C.")
            if not settings.reply_address:
                click.echo("reply_address is not set, so our mails say that nobody reads replies to them.")
            _place_until(stop, came, workplace)
    finally:
        workplace.store.close()


def _place_until(stop: threading.Event, came: threading.Event, workplace: Workplace) -> None:
    """Whenever a mail came, and now and then for what a fault has left."""
    while not stop.is_set():
        came.clear()
        try:
            workplace.in_force.refresh(workplace.now())
            place_waiting(workplace)
        except PortalError as error:
            logger.error("mails wait to be placed: %s", error)
        except Exception:
            logger.exception("placing mails failed; they wait")
        came.wait(LOOK_AGAIN_AFTER_S)
