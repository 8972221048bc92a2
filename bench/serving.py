"""The service under waitress, as in `portal run`, in a process of its own; beside it two bare Flask apps on the same
server: one answers "hello", one keeps a row durably in the same database and answers like a form that was sent.
"""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, redirect, request
from sqlalchemy import text
from waitress import create_server
from werkzeug.wrappers import Response

from bench.databases import SECRET
from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.app import create_both, most_request_bytes
from portal.cli.patient_server import make_patient
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
def serving(folder: Path, database_url: str) -> Iterator[int]:
    """The port of a server on this database."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.set_inheritable(True)
        process = get_context("fork").Process(target=_serve, args=(listening, folder, database_url), daemon=True)
        process.start()
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.join(timeout=30)


def _serve(listening: socket.socket, folder: Path, database_url: str) -> None:
    settings = Settings(site_dir=folder, database_url=database_url, limits="off", carrier="null")
    store = open_store(settings)
    portal = create_both(Workplace(store, settings, SECRET, InForce(store, settings)))
    take_short_turns()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    either = _with_bare_apps(portal, store)
    server = create_server(either, sockets=[listening], threads=settings.threads, ident=None)
    make_patient(server, most_request_bytes(settings))
    server.run()


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
