"""What `portal run` listens with: its sockets, and the server that answers on them."""

import logging
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

from waitress.adjustments import Adjustments
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from portal.app import most_request_bytes
from portal.cli.bounded_queue import BoundedQueue, told_of_overload
from portal.cli.fair_shares import Share
from portal.cli.patient_server import (
    KEPT_IN_MEMORY_BYTES,
    LOOKED_AT_EVERY_S,
    MOST_CONNECTIONS,
    MOST_READ_BYTES,
    make_patient,
    most_connections,
)
from portal.errors import SettingsError
from portal.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def doors_at(settings: Settings) -> list[socket.socket]:
    """Sockets that listen on the host and port of the settings. Raises SettingsError where that cannot be."""
    doors = []
    try:
        for family, kind, protocol, address in Adjustments(host=settings.host, port=settings.port).listen:
            door = socket.socket(family, kind, protocol)
            doors.append(door)
            if family == socket.AF_INET6:
                door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            # Connections of a process that has ended do not keep the port from the next.
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
            door.listen(MOST_CONNECTIONS)
    except (OSError, ValueError) as error:
        for door in doors:
            door.close()
        raise _cannot_listen(settings, error) from error
    return doors


def server_for(
    application: "WSGIApplication",
    settings: Settings,
    doors: Sequence[socket.socket] = (),
    share: Share | None = None,
) -> BaseWSGIServer | MultiSocketServer:
    """A server on `doors`, else on the host and port of the settings. Raises SettingsError where that cannot be.

    `share` is what it has of the connections, where other processes answer on the same doors.
    """
    where = {"sockets": list(doors)} if doors else {"host": settings.host, "port": settings.port}
    queue = BoundedQueue()
    queue.set_thread_count(settings.threads)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = create_server(
            told_of_overload(application),
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
    except (OSError, ValueError) as error:
        queue.shutdown()
        raise _cannot_listen(settings, error) from error
    make_patient(server, most_request_bytes(settings), share)
    return server


def _cannot_listen(settings: Settings, error: OSError | ValueError) -> SettingsError:
    why = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return SettingsError(
        f"host = {settings.host!r}, port = {settings.port} cannot be listened on: {why.rstrip('.')}. "
        "Stop what uses the port, or choose another with --port."
    )
