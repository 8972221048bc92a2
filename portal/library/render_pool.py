"""Processes that share out the work on pages. One that a page ends costs its author a message, nobody else anything."""

from collections.abc import Callable, Iterator, Sequence
from selectors import EVENT_READ, DefaultSelector
from typing import TypeVar

from portal.library.render_process import Found, RenderProcess, Steps
from portal.library.rendered import RenderFault

Item = TypeVar("Item")

_WORTH_A_PROCESS = 150
"""As many as are done while another process would still be loading what it needs."""
_AT_ONCE = 16
"""Items that a process is given in one go: handing each over by itself costs more than some take."""


class RenderPool:
    """`timeout_s` is the longest that one page may take. The processes live on until `close`."""

    def __init__(self, timeout_s: float, processes: int) -> None:
        self._timeout_s, self._most = timeout_s, processes
        self._idle: list[RenderProcess] = []

    def close(self) -> None:
        for process in self._idle:
            process.end()
        self._idle = []

    def get_ready(self) -> None:
        """Starts a process, while the caller does other work: it takes a while until it can render."""
        if not self._idle:
            self._idle.append(RenderProcess(self._timeout_s))

    def each(
        self, work: Callable[[Item], Steps[Found]], items: Sequence[Item]
    ) -> Iterator[tuple[int, Found | RenderFault]]:
        """What `work` gave for each item, by its place among them, in the order in which they are ready."""
        processes = min(self._most, 1 + len(items) // _WORTH_A_PROCESS)
        at_once = max(1, min(_AT_ONCE, len(items) // (2 * processes)))
        shares = [range(start, min(start + at_once, len(items))) for start in range(0, len(items), at_once)]
        shares.reverse()
        busy: dict[RenderProcess, range] = {}

        def share_out() -> None:
            while shares and len(busy) < processes:
                process = self._idle.pop() if self._idle else RenderProcess(self._timeout_s)
                share = shares.pop()
                process.ask(work, [items[place] for place in share])
                busy[process] = share
                answered.register(process, EVENT_READ)

        with DefaultSelector() as answered:
            try:
                share_out()
                while busy:
                    ready = [key.fileobj for key, _ in answered.select()]
                    for process in [each for each in busy if each in ready]:
                        answered.unregister(process)
                        found, share = process.answers(), busy.pop(process)
                        if found is not None:
                            self._idle.append(process)
                            share_out()
                            yield from zip(share, found, strict=True)
                            continue
                        ended_at = share[process.was_at()]
                        rest = (range(share.start, ended_at), range(ended_at + 1, share.stop))
                        shares += [part for part in rest if part]
                        fault = RenderFault(process.end())
                        share_out()
                        yield ended_at, fault
            finally:
                for process in busy:
                    process.end()
