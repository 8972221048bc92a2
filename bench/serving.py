"""The service as `portal run` serves it: its server, its settings, and as many processes; beside it two bare Flask apps
in the same processes: one answers "hello", one keeps a row durably in the same database and answers like a form that
was sent. No delivery runs.
"""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, redirect, request
from sqlalchemy import text
from werkzeug.wrappers import Response

from bench.clients import Connection, got
from bench.databases import ROOT, SECRET
from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.app import create_both
from portal.cli.graceful_stop import Stop, serve_until
from portal.cli.listening import server_for
from portal.cli.served_by_many import answer_by_many, processes_of
from portal.cli.short_turns import take_short_turns
from portal.settings import Settings
from portal.store.engine import Store, open_store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HELLO = "/hello"
INSERT = "/insert"
KEEP_A_ROW = text("INSERT INTO bare (at, body) VALUES (:at, :body)")
_BARE_TABLE = text("CREATE TABLE bare (at TEXT, body TEXT)")


def add_bare_table(store: Store) -> None:
    """What KEEP_A_ROW and the address INSERT need."""
    with store.writing() as conn:
        conn.execute(_BARE_TABLE)


@contextmanager
def serving(folder: Path, database_url: str, processes: int = 0) -> Iterator[int]:
    """The port of a server on this database. 0 processes are as many as `portal run` takes by itself."""
    with socket.create_server(("127.0.0.1", 0), backlog=1_000) as listening:
        # Started, not forked: what this process has open would not survive a fork (sqlite.org/howtocorrupt.html).
        number = listening.fileno()
        command = [sys.executable, "-m", "bench.serving", str(number), str(folder), database_url, str(processes)]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[number])
        port = int(listening.getsockname()[1])
        try:
            # Once it answers, whoever comes is shared out among its processes.
            with Connection(port) as first:
                assert first.status_of(got(HELLO)) == 200
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


def _serve(listening: socket.socket, folder: Path, database_url: str, processes: int) -> None:
    settings = Settings(site_dir=folder, database_url=database_url, limits="off", carrier="null", processes=processes)
    store = open_store(settings)
    portal = create_both(Workplace(store, settings, SECRET, InForce(store, settings)))
    take_short_turns()
    either = _with_bare_apps(portal, store)
    if processes_of(settings) > 1:
        answer_by_many(either, settings, [listening], processes_of(settings))
        return
    stop = Stop()
    signal.signal(signal.SIGTERM, stop.say)
    server = server_for(either, settings, [listening])
    serve_until(stop, server, shared=False)
    server.close()


def _with_bare_apps(portal: "WSGIApplication", store: Store) -> "WSGIApplication":
    app = Flask("bare")

    @app.get(HELLO)
    def hello() -> str:
        return "hello"

    @app.post(INSERT)
    def insert() -> Response:
        with store.writing() as conn:
            conn.execute(KEEP_A_ROW, {"at": datetime.now(UTC).isoformat(), "body": request.form["what_happened"]})
        return redirect(HELLO, 303)

    def either(environ: "WSGIEnvironment", start_response: "StartResponse") -> object:
        chosen = app.wsgi_app if environ.get("PATH_INFO") in (HELLO, INSERT) else portal
        return chosen(environ, start_response)

    return either  # type: ignore[return-value]


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
