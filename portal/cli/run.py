"""`portal run`: the production server, with `deliver` inside unless told otherwise."""

from datetime import UTC, datetime

import click

from portal.cli.graceful_stop import handed_over
from portal.cli.served_by_many import processes_of, serve_by_many
from portal.cli.served_by_one import serve_by_one
from portal.cli.service_start import begin
from portal.cli.short_turns import take_short_turns
from portal.cli.site_option import with_settings
from portal.notices.carriers.choice import carrier_of
from portal.publishing.build_site import build_site
from portal.publishing.checked_content import checked_content
from portal.publishing.finish_interrupted import finish_interrupted
from portal.settings import Settings
from portal.site_app import site_to_freeze


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
    take_short_turns()
    sockets, processes = handed_over(), processes_of(settings)
    delivers = None if no_deliver else carrier
    try:
        if processes > 1:
            cut_off = serve_by_many(workplace, sockets, delivers, processes)
        else:
            cut_off = serve_by_one(workplace, sockets, delivers)
    finally:
        workplace.store.close()
    click.echo("Stopped." if not cut_off else f"Stopped; {cut_off} requests took too long and were cut off.")
