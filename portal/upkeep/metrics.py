"""Figures for a monitor, in the text format of Prometheus, on a port of their own: the public never reaches it.

What the store knows is asked at each look; how long requests take is kept from the start on, by this process or by
all that were forked together.
"""

import logging
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from portal.acts.workplace import Workplace
from portal.errors import SettingsError, StoreError
from portal.settings import Settings
from portal.store.counted import Counted, counted

if TYPE_CHECKING:
    from types import TracebackType

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

PREFIX = "forthright_"
# The first step of an address, where it is one of ours; a visitor can make up any other.
_PARTS = frozenset({"report", "r", "desk", "api", "calendar", "healthz", "static"})
_METHODS = frozenset({"GET", "HEAD", "POST"})
_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


# The library looks for it when it is imported.
_FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
# More than all parts, methods and statuses take, so that the file of a process never grows.
ROOM_BYTES = 1 << 20

log = logging.getLogger(__name__)


class Metrics:
    """Of one process; with a `folder`, which is empty and on this machine, of all that are forked afterwards. What one
    of them has counted stays in the sums when it has ended.

    Raises SettingsError where the extra `metrics` is not installed.
    """

    def __init__(self, workplace: Workplace, folder: Path | None = None) -> None:
        if folder is not None:
            os.environ[_FOLDER_VARIABLE] = str(folder)
        try:
            import prometheus_client
            from prometheus_client import multiprocess
        except ImportError as error:
            raise SettingsError(
                f"metrics_port = {workplace.settings.metrics_port} needs the extra `metrics`. "
                "Run: pip install 'forthright-portal[metrics]', or set it to 0."
            ) from error
        self._folder, self._has_room = folder, True
        self.registry = prometheus_client.CollectorRegistry()
        self.registry.register(_StoreFigures(workplace))
        if folder is not None:
            of_all: Any = multiprocess.MultiProcessCollector
            of_all(self.registry, str(folder))
        self._durations = prometheus_client.Histogram(
            f"{PREFIX}request_duration_seconds",
            "How long it took to begin an answer.",
            ("part", "method", "status"),
            buckets=_BUCKETS_S,
            # Those of several processes are read from their folder instead.
            registry=None if folder else self.registry,
        )
        self._page = prometheus_client.make_wsgi_app(self.registry)
        self._server: WSGIServer | None = None
        self._answering: Thread | None = None

    def bind(self, settings: Settings) -> None:
        """Take the port, without a thread. Raises SettingsError where it cannot be listened on."""
        host, port = settings.metrics_host, settings.metrics_port
        try:
            self._server = _server_at(host, port, self._page)
        except OSError as error:
            raise SettingsError(
                f"metrics_host = {host!r}, metrics_port = {port} cannot be listened on: {error.strerror}. Each "
                "`portal run` and `portal deliver` needs a port of its own; set PORTAL_METRICS_PORT for each."
            ) from error

    def answer(self) -> None:
        """Answer a monitor from now on, at the port that was taken."""
        if self._server is not None:
            self._answering = Thread(target=self._server.serve_forever, name="metrics", daemon=True)
            self._answering.start()

    def close(self) -> None:
        if self._server is not None:
            if self._answering is not None:
                self._server.shutdown()
            self._server.server_close()

    def only_count(self) -> None:
        """In a process that was forked to answer requests: the port is another's, and its times need room on the disk.

        Where a file that is mapped into memory has none, who writes there is ended by SIGBUS (mmap(2)).
        """
        self.close()
        if self._folder is None:
            return
        # As the library names it; that of an earlier process with the same number goes on.
        file = self._folder / f"histogram_{os.getpid()}.db"
        fresh = file.with_suffix(".new")
        try:
            if not file.exists():
                fresh.write_bytes(bytes(ROOM_BYTES))
                fresh.rename(file)
        except OSError as error:
            self._has_room = False
            log.warning("the times of this process's answers are not kept for the monitor: %s", error.strerror)
            with suppress(OSError):
                fresh.unlink()

    def timed(self, app: "WSGIApplication") -> "WSGIApplication":
        """The application, with the time that each of its answers takes kept."""

        def timed(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            began_s = time.perf_counter()

            def start(
                status: str, headers: list[tuple[str, str]], exc_info: "ExcInfo | None" = None, /
            ) -> Callable[[bytes], object]:
                labels = _labels(environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", ""), status)
                # The folder of the figures may be cleared away; nobody's answer hangs on it.
                with suppress(OSError):
                    if self._has_room:
                        self._durations.labels(*labels).observe(time.perf_counter() - began_s)
                return start_response(status, headers, exc_info)

            return app(environ, start)

        return timed


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """A monitor that asks every few seconds is no news."""


def _server_at(host: str, port: int, app: "WSGIApplication") -> WSGIServer:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]

    class Server(_Server):
        address_family = family

    return make_server(str(address[0]), port, app, Server, handler_class=_Silent)


def _labels(path: str, method: str, status: str) -> tuple[str, str, str]:
    """Never anything that a visitor has made up."""
    part = path.lstrip("/").partition("/")[0]
    return part if part in _PARTS else "site", method if method in _METHODS else "other", status[:3]


class _StoreFigures:
    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        now = self._workplace.now()
        try:
            with self._workplace.store.reading() as conn:
                found = counted(conn, now)
        except StoreError:
            yield GaugeMetricFamily(f"{PREFIX}database_up", "Whether the database answers.", 0)
            return
        yield GaugeMetricFamily(f"{PREFIX}database_up", "Whether the database answers.", 1)
        yield CounterMetricFamily(f"{PREFIX}reports_received", "Reports that ever came in.", found.received)
        for name, meaning, value in _gauges(found, now.timestamp()):
            yield GaugeMetricFamily(PREFIX + name, meaning, value)


def _gauges(found: Counted, now_s: float) -> Iterator[tuple[str, str, float]]:
    waits_s = now_s - found.oldest_due_at.timestamp() if found.oldest_due_at else 0
    yield "reports_open", "Reports that are not closed.", found.open_reports
    yield "reports_overdue", "Open reports with a promise past its time.", found.overdue_reports
    yield "clocks_watched", "Promises that run, or rest, on reports.", found.watched_clocks
    yield "notices_queued", "Notices that are not sent yet.", found.queued
    yield "notices_oldest_due_seconds", "How long the one that waits longest has been due.", max(0.0, waits_s)
    yield "notices_given_up", "Notices that were given up, of all time.", found.failed
