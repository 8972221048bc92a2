"""Renders Markdown in processes that can be killed: hostile text costs its author a message, nobody else anything.

Python-Markdown takes 5.8 s over 1 kB of backticks and raises RecursionError on some inputs (CHOICES).
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from types import TracebackType
from typing import Any, Self

from portal.library.raw_html import Acting
from portal.library.render_cache import RenderCache, key_of
from portal.library.render_process import RenderProcess
from portal.library.rendered import FoundLink, Rendered

TIMEOUT_S = 5.0
_PAGES_WORTH_A_PROCESS = 60
_AT_ONCE = 16
"""Texts that a process is given in one go: handing each over by itself costs more than some take."""


@dataclass(frozen=True, slots=True)
class Request:
    """`attribute_lists` is off for scripts, whose `{{name}}` would be taken for one."""

    text: str
    attribute_lists: bool = True


@dataclass(frozen=True, slots=True)
class RenderFault:
    """`reason` is `too slow`, `too deep` or `failed`."""

    reason: str


class Renderer:
    """Use it as a context: its processes end with it, and what they found out is kept in `kept`, if there is such.

    `timeout_s` is the longest that one page may take.
    """

    def __init__(
        self, timeout_s: float = TIMEOUT_S, processes: int | None = None, kept: RenderCache | None = None
    ) -> None:
        self._timeout_s = timeout_s
        self._most = processes or min(os.cpu_count() or 1, 4)
        self._kept = kept
        self._workers: list[RenderProcess] = []
        self._idle = SimpleQueue[RenderProcess]()
        self._threads: ThreadPoolExecutor | None = None
        self._ends = Event()
        self._waiting: dict[Request, None] = {}
        self._ahead: dict[Request, tuple[Future[list[Mapping[str, Any]]], int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._threads is not None:
            self._ends.set()
            self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._workers = []
        if self._kept is not None:
            self._kept.save()

    def prepare_for(self, pages: int) -> None:
        """Starts as many processes as that many pages are worth, while the caller does other work.

        None where answers are kept: perhaps nothing is left to do.
        """
        if self._kept is None or not self._kept.is_filled:
            self._start(pages)

    def get_ready(self) -> None:
        """Starts a process, while the caller does other work: it takes a while until it can render."""
        self._start(1)

    def _start(self, pages: int) -> None:
        wanted = max(1, min(self._most, pages // _PAGES_WORTH_A_PROCESS))
        while len(self._workers) < wanted:
            self._workers.append(RenderProcess())
            self._idle.put(self._workers[-1])

    def still_wants(self, keys: Iterable[bytes]) -> None:
        """The answers under these keys (portal.library.render_cache) stay kept, though nobody asks for them now."""
        if self._kept is not None:
            self._kept.want(keys)

    def render_all(self, requests: Sequence[Request]) -> list[Rendered | RenderFault]:
        """Each request's answer, in order."""
        if self._kept is None:
            return [_answer(found) for found in self._ask(requests)]
        keys = [key_of(request.text, request.attribute_lists) for request in requests]
        kept = {key: found for key in dict.fromkeys(keys) if (found := self._kept.get(key)) is not None}
        missing = [(key, request) for key, request in zip(keys, requests, strict=True) if key not in kept]
        for (key, _), found in zip(missing, self._ask([request for _, request in missing]), strict=True):
            kept[key] = found
            # A page that took too long today may be rendered tomorrow.
            if "fault" not in found:
                self._kept.put(key, found)
        return [_answer(kept[key]) for key in keys]

    def begin(self, request: Request) -> None:
        """Have it rendered while the caller does other work; `render_all` will be asked for it. Few are not begun."""
        if self._kept is not None and self._kept.is_filled:
            return
        if request not in self._ahead:
            self._waiting[request] = None
        if len(self._waiting) >= _AT_ONCE:
            self._hand_over(list(self._waiting))
            self._waiting.clear()

    def _ask(self, requests: Sequence[Request]) -> list[Mapping[str, Any]]:
        """What the processes answer, in order."""
        self._waiting.clear()
        left = [request for request in dict.fromkeys(requests) if request not in self._ahead]
        if left:
            self._start(len(left))
        at_once = max(1, min(_AT_ONCE, len(left) // self._most))
        for start in range(0, len(left), at_once):
            self._hand_over(left[start : start + at_once])
        begun = [self._ahead[request] for request in requests]
        answers = [answers.result()[place] for answers, place in begun]
        self._ahead.clear()
        return answers

    def _hand_over(self, requests: Sequence[Request]) -> None:
        self.get_ready()
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._most)
        answers = self._threads.submit(self._rendered, requests)
        self._ahead |= {request: (answers, place) for place, request in enumerate(requests)}

    def _rendered(self, requests: Sequence[Request]) -> list[Mapping[str, Any]]:
        worker = self._idle.get()
        try:
            return [self._answer_of(worker, each) for each in requests]
        finally:
            self._idle.put(worker)

    def _answer_of(self, worker: RenderProcess, request: Request) -> Mapping[str, Any]:
        if self._ends.is_set():
            return {"fault": "failed"}
        return worker.render(request.text, request.attribute_lists, self._timeout_s)


def _answer(answer: Mapping[str, Any]) -> Rendered | RenderFault:
    """What a process answered, or was kept of it."""
    if "fault" in answer:
        return RenderFault(answer["fault"])
    return Rendered(
        html=answer["html"],
        links=tuple(FoundLink(href, image) for href, image in answer["links"]),
        headings=tuple((level, anchor, text) for level, anchor, text in answer["headings"]),
        anchors=frozenset(answer["anchors"]),
        acting=tuple(Acting(**part) for part in answer["acting"]),
    )
