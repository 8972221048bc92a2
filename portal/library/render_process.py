"""A process that renders pages for portal.library.render_pool, and ends itself over hostile text.

It is forked where that is safe, with all that is loaded already; else it is a Python of its own, which starts slowly.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from typing import Any, Literal, TypeVar

from portal.library.rendered import RenderFault

_ALONE = "from portal.library.render_process import serve_alone; serve_alone()"
_STDERR = 2
_STARTING = threading.Lock()
"""Pipes that a process is to inherit would be inherited by one that another thread starts meanwhile, and kept open."""
_PIPE_BYTES = 1 << 16

Found = TypeVar("Found")
Steps = Generator[None, None, Found]
"""Work on an item. Each step is done for all items before the next: the processor has at hand what it needs for it."""
Work = Callable[[Any], Steps[Any]]


class RenderProcess:
    """It does what it is asked for, one question at a time. A page that takes longer than `timeout_s` ends it."""

    def __init__(self, timeout_s: float) -> None:
        asked, ours_to_ask = os.pipe()
        ours_to_hear, told = os.pipe()
        self._begun, begins = os.pipe()
        os.set_blocking(self._begun, False)
        start = _forked if _can_fork() else _alone
        with _STARTING:
            self._pid = start((asked, told, begins), timeout_s)
            for theirs in (asked, told, begins):
                os.close(theirs)
        self._questions, self._answers = os.fdopen(ours_to_ask, "wb"), os.fdopen(ours_to_hear, "rb")

    def fileno(self) -> int:
        """What can be read once there is an answer, or the process has died."""
        return self._answers.fileno()

    def ask(self, work: Work, items: Sequence[Any]) -> None:
        """`work` is a function that can be pickled. There are at most 256 items."""
        # Whether it has died meanwhile is told by its answer.
        with suppress(BrokenPipeError):
            pickle.dump((work, items), self._questions, pickle.HIGHEST_PROTOCOL)
            self._questions.flush()

    def answers(self) -> list[Any] | None:
        """What `work` gave for each of the items, a RenderFault where it raised; None where the process has died."""
        try:
            found: list[Any] = pickle.load(self._answers)  # noqa: S301 - our own process wrote it
        except (EOFError, pickle.UnpicklingError):
            return None
        self.was_at()
        return found

    def was_at(self) -> int:
        """The place of the item that it has begun with last, among those that it was asked for."""
        try:
            return (os.read(self._begun, _PIPE_BYTES) or b"\0")[-1]
        except BlockingIOError:
            return 0

    def end(self) -> Literal["too slow", "failed"]:
        """Why it has ended, where it did so by itself."""
        for stream in (self._questions, self._answers):
            with suppress(OSError):
                stream.close()
        os.close(self._begun)
        try:
            os.kill(self._pid, signal.SIGKILL)
            _, status = os.waitpid(self._pid, 0)
        except (ProcessLookupError, ChildProcessError):
            # Somebody else has asked what became of it.
            return "failed"
        return "too slow" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM else "failed"


def _can_fork() -> bool:
    """Another thread may hold who knows what."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _forked(pipes: tuple[int, int, int], timeout_s: float) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        _close_all_but(pipes)
        serve(*pipes, timeout_s)
    finally:
        # Whatever the parent meant to do at its end is not done here as well.
        os._exit(0)


def _close_all_but(kept: Sequence[int]) -> None:
    """A file that is open here would keep its lock, and a pipe its other end in doubt."""
    for handle in map(int, os.listdir("/dev/fd")):
        if handle > _STDERR and handle not in kept:
            with suppress(OSError):
                os.close(handle)


def _alone(pipes: tuple[int, int, int], timeout_s: float) -> int:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
    # Not what lies in the folder in which it starts: that may be a site's, which others fill.
    command = (sys.executable, "-P", "-c", _ALONE, *map(str, pipes), str(timeout_s))
    for theirs in pipes:
        os.set_inheritable(theirs, True)
    silent = [(os.POSIX_SPAWN_OPEN, handle, os.devnull, os.O_RDWR, 0) for handle in range(_STDERR + 1)]
    return os.posix_spawn(sys.executable, command, environ, file_actions=silent)


def serve_alone() -> None:
    asked, told, begins, timeout_s = sys.argv[1:]
    serve(int(asked), int(told), int(begins), float(timeout_s))


def serve(asked: int, told: int, begins: int, timeout_s: float) -> None:
    """Answers at `told` what is asked at `asked`, and writes to `begins` the place of each item that it begins with."""
    # Taking long to load is no page's fault.
    import portal.library.rendering  # noqa: F401

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with os.fdopen(asked, "rb") as questions, os.fdopen(told, "wb") as answers:
        while True:
            try:
                work, items = pickle.load(questions)  # noqa: S301 - our own parent wrote it
            except EOFError:
                return
            found = _done(work, items, begins, timeout_s)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _done(work: Work, items: Sequence[Any], begins: int, timeout_s: float) -> list[Any]:
    found: list[Any] = [None] * len(items)
    steps = dict(enumerate(map(work, items)))
    while steps:
        for place, step in list(steps.items()):
            os.write(begins, bytes((place,)))
            # The kernel ends the process then, whatever it is about.
            signal.setitimer(signal.ITIMER_REAL, timeout_s)
            try:
                next(step)
                continue
            except StopIteration as done:
                found[place] = done.value
            except RecursionError:
                found[place] = RenderFault("too deep")
            except Exception:
                # Whatever Python-Markdown stumbles over, the editor is told of the page, and the other pages go on.
                found[place] = RenderFault("failed")
            del steps[place]
    return found
