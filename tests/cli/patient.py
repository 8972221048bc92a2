"""A server such as `portal run` has, of one thread, for an application of the test's."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from portal.cli.patient_server import make_patient

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@contextmanager
def answering(application: "WSGIApplication", **options: object) -> Iterator[int]:
    """Its port. `options` are waitress'."""
    connections: dict[int, Any] = {}
    server = create_server(
        application, connections, host="127.0.0.1", port=0, threads=1, asyncore_loop_timeout=0.1, **options
    )
    make_patient(server, 1_000)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.effective_port
    finally:
        open_ones = list(connections.values())
        connections.clear()
        thread.join(10)
        server.task_dispatcher.shutdown()
        for each in open_ones:
            each.close()
