"""`portal run` stops without losing a request: what was begun is answered, what waits at the door is left to the next.

A listening socket that was handed over (by systemd, sd_listen_fds(3)) outlives the process, and whoever knocks while
nobody runs waits in its queue. One of our own goes with us, so those who stand in its queue are let in first.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from waitress import wasyncore
from waitress.server import BaseWSGIServer, MultiSocketServer

FIRST_HANDED_OVER = 3
# Longer than a request may wait for a thread and be answered; systemd has to wait longer (TimeoutStopSec).
MOST_FINISHING_S = 30.0
# Who has connected and said nothing yet.
NEWCOMERS_WITHIN_S = 5.0
# Where more come as fast as they are let in, the door closes all the same.
_LETTING_IN_S = 2.0
_LOOK_S = 1.0
_LOOK_WHILE_FINISHING_S = 0.05


class Stop:
    """Said once to a process, by a signal or by the end of the process that it belongs to."""

    def __init__(self) -> None:
        self.said = threading.Event()
        self._is_being_said = False
        self._wake: Callable[[], None] = lambda: None

    def say(self, *_: object) -> None:
        """May be called from a signal handler, of a process whose first thread does not wait for `said`."""
        # A second signal may come while the first is being heard, and an Event cannot be set within its setting.
        if not self._is_being_said:
            self._is_being_said = True
            self.said.set()
            self._wake()

    def wake_by(self, wake: Callable[[], None]) -> None:
        """What `say` calls as well."""
        self._wake = wake


def handed_over(environ: MutableMapping[str, str] = os.environ) -> list[socket.socket]:
    """The listening sockets that this process was started with, or none. The environment forgets them."""
    mine = environ.get("LISTEN_PID") == str(os.getpid())
    count = environ.get("LISTEN_FDS", "")
    for name in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"):
        environ.pop(name, None)
    if not mine or not count.isdigit():
        return []
    sockets = []
    for number in range(FIRST_HANDED_OVER, FIRST_HANDED_OVER + int(count)):
        # No child of ours, such as git, is to keep the door open.
        os.set_inheritable(number, False)
        sockets.append(socket.socket(fileno=number))
    return sockets


def serve_until(stop: Stop, server: BaseWSGIServer | MultiSocketServer, *, shared: bool) -> int:
    """Serve until `stop` is said, then finish what was begun; gives how many connections were cut off in the end.

    `shared` says that the listening sockets go on without us.
    """
    connections: dict[int, Any] = server.map if isinstance(server, MultiSocketServer) else server._map
    stop.wake_by(lambda: _wake(connections))
    while not stop.said.is_set():
        wasyncore.loop(timeout=_LOOK_S, map=connections, use_poll=True, count=1)
    return _finish(connections, shared=shared)


def _wake(connections: dict[int, Any]) -> None:
    """Have the server look at once whether it is to stop."""
    for each in _listening(connections):
        each.pull_trigger()


def _finish(connections: dict[int, Any], *, shared: bool) -> int:
    began_s = time.monotonic()
    if not shared:
        _let_in_who_waits(connections)
    for door in _listening(connections):
        door.accepting = False
        if not shared:
            # What comes from now on is refused at once and can go elsewhere, instead of waiting for nobody.
            connections.pop(door._fileno, None)
            door.socket.close()
    while time.monotonic() - began_s < MOST_FINISHING_S:
        open_ones = _channels(connections)
        for channel in open_ones:
            if _is_done(channel):
                channel.will_close = True
        if not open_ones:
            return 0
        wasyncore.loop(timeout=_LOOK_WHILE_FINISHING_S, map=connections, use_poll=True, count=1)
    return len(_channels(connections))


def _let_in_who_waits(connections: dict[int, Any]) -> None:
    """The queue at the door holds who was told to come in. Who leaves others room there takes one at a time."""
    began_s = time.monotonic()
    here: set[Any] | None = None
    while (now_here := set(_channels(connections))) != here and time.monotonic() - began_s < _LETTING_IN_S:
        here = now_here
        wasyncore.loop(timeout=0, map=connections, use_poll=True, count=1)


def _is_done(channel: Any) -> bool:
    """Nothing is asked on this connection, nothing is being said, and nobody is about to ask for the first time."""
    if channel.requests or channel.request is not None or channel.total_outbufs_len:
        return False
    is_newcomer = channel.last_activity == channel.creation_time
    return not is_newcomer or time.time() - channel.creation_time > NEWCOMERS_WITHIN_S


def _listening(connections: dict[int, Any]) -> list[BaseWSGIServer]:
    return [each for each in list(connections.values()) if isinstance(each, BaseWSGIServer)]


def _channels(connections: dict[int, Any]) -> list[Any]:
    return [each for each in list(connections.values()) if hasattr(each, "total_outbufs_len")]
