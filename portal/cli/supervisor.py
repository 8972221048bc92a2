"""One process forks others, starts another for each that ends, and has all of them stop together.

It has no thread and no open database, so that it can fork at any time. The others end with it, however it ends.
"""

import logging
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from mmap import mmap
from types import FrameType
from typing import NoReturn

from portal.cli.graceful_stop import MOST_FINISHING_S, Stop
from portal.publishing.tether import Tether

log = logging.getLogger(__name__)

# Which ends sooner after its start will do so again; the next one waits, longer each time.
STEADY_S = 10.0
SHORTEST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0
# Longer than a process takes to finish, and to give up what it cannot.
MOST_STOPPING_S = MOST_FINISHING_S + 20.0
_TOLD_BY = (signal.SIGTERM, signal.SIGINT)
_COUNT_BYTES = 4


@dataclass(frozen=True)
class Role:
    """`work` goes on until it is told to stop, and gives how many requests it cut off. `name` follows “which”.

    `ended` is called in the supervisor when a process that had the role has ended.
    """

    name: str
    work: Callable[[Stop], int]
    ended: Callable[[], None] = lambda: None


class Supervisor:
    """For the first thread of a process that has no other. It hears SIGTERM and SIGINT from the moment it is made."""

    def __init__(self, roles: Sequence[Role]) -> None:
        self._held = [_Held(role) for role in roles]
        self._tether = Tether()
        self._cut_off = mmap(-1, _COUNT_BYTES * len(roles))
        self._ears, self._mouth = socket.socketpair()
        self._stops = False
        self._listen()

    def keep(self) -> None:
        """Keep all of them going until SIGTERM or SIGINT comes."""
        while not self._stops:
            self._reap()
            for held in self._held:
                if not held.pid and held.due_s <= time.monotonic():
                    self._start(held)
            self._wait(min((held.due_s for held in self._held if not held.pid), default=None))

    def stop(self) -> int:
        """Have all of them finish what they have begun; gives how many requests were cut off in the end."""
        self._stops = True
        self._tether.release()
        give_up_s = time.monotonic() + MOST_STOPPING_S
        self._reap()
        while self._running() and time.monotonic() < give_up_s:
            self._wait(give_up_s)
            self._reap()
        for held in self._running():
            log.warning("process %d did not stop within %d s and is killed", held.pid, MOST_STOPPING_S)
            os.kill(held.pid, signal.SIGKILL)
            os.waitpid(held.pid, 0)
        return sum(int.from_bytes(self._cut_off[each]) for each in map(self._count_of, self._held))

    def _running(self) -> list["_Held"]:
        return [held for held in self._held if held.pid]

    def _count_of(self, held: "_Held") -> slice:
        at = self._held.index(held) * _COUNT_BYTES
        return slice(at, at + _COUNT_BYTES)

    def _listen(self) -> None:
        """A signal ends a wait, whenever it comes."""
        for end in (self._ears, self._mouth):
            end.setblocking(False)
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for name in _TOLD_BY:
            signal.signal(name, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._stops = True

    def _wait(self, until_s: float | None) -> None:
        """Until a signal comes, or the time of time.monotonic()."""
        select.select([self._ears], [], [], None if until_s is None else max(0.0, until_s - time.monotonic()))
        with suppress(BlockingIOError):
            while self._ears.recv(1_024):
                pass

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while ended := os.waitpid(-1, os.WNOHANG):
                pid, status = ended
                if not pid:
                    return
                for held in self._held:
                    if held.pid == pid:
                        self._has_ended(held, os.waitstatus_to_exitcode(status))

    def _has_ended(self, held: "_Held", code: int) -> None:
        pid, held.pid = held.pid, 0
        held.role.ended()
        if self._stops:
            return
        wait_s = held.wait_s(time.monotonic())
        log.log(
            logging.WARNING if code else logging.INFO,
            "process %d, which %s, %s; another starts %s",
            pid,
            held.role.name,
            _how(code),
            f"in {wait_s:g} s" if wait_s else "at once",
        )

    def _start(self, held: "_Held") -> None:
        held.began_s = time.monotonic()
        self._cut_off[self._count_of(held)] = bytes(_COUNT_BYTES)
        _flush()
        # What comes before the new process can hear waits for it.
        signal.pthread_sigmask(signal.SIG_BLOCK, _TOLD_BY)
        try:
            held.pid = os.fork()
            if not held.pid:
                self._be(held)
        except OSError as error:
            log.error("no process can be started: %s", error.strerror)
            held.wait_s(time.monotonic())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD_BY)

    def _be(self, held: "_Held") -> NoReturn:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            self._ears.close()
            self._mouth.close()
            stop = Stop()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            # Ctrl-C reaches all processes of a terminal; the one that started the others tells them.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, stop.say)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD_BY)
            self._tether.hold(stop.say)
            cut_off = held.role.work(stop)
            self._cut_off[self._count_of(held)] = cut_off.to_bytes(_COUNT_BYTES)
            code = 0
        except BaseException:
            log.exception("the process that %s cannot go on", held.role.name)
        finally:
            _flush()
            os._exit(code)


@dataclass(eq=False)
class _Held:
    """A role, and the process that has it; 0 while there is none."""

    role: Role
    pid: int = 0
    began_s: float = 0.0
    due_s: float = 0.0
    ended_early: int = 0

    def wait_s(self, now_s: float) -> float:
        """How long its next process has to wait, now that this one has ended."""
        self.ended_early = self.ended_early + 1 if now_s - self.began_s < STEADY_S else 0
        wait_s = min(SHORTEST_WAIT_S * 2 ** (self.ended_early - 1), LONGEST_WAIT_S) if self.ended_early else 0.0
        self.due_s = now_s + wait_s
        return wait_s


def _flush() -> None:
    """So that no process writes once more what waits to be written. A stream may be None: closed before the start."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()


def _how(code: int) -> str:
    if code == -signal.SIGKILL:
        return "was killed (SIGKILL), by somebody or for want of memory"
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"failed with code {code}" if code else "stopped as it was told to"
