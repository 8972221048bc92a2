"""Renders Markdown in processes that can be killed: hostile text costs its author a message, nobody else anything.

Python-Markdown takes 5.8 s over 1 kB of backticks and raises RecursionError on some inputs (CHOICES).
"""

import os
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from portal.library.render_cache import RenderCache, key_of
from portal.library.render_pool import RenderPool
from portal.library.render_process import Steps
from portal.library.rendered import Rendered, RenderFault, Request

TIMEOUT_S = 5.0


class Renderer:
    """Use it as a context: its processes end with it, and what they found out is kept in `kept`, if there is such.

    `timeout_s` is the longest that one page may take.
    """

    def __init__(
        self, timeout_s: float = TIMEOUT_S, processes: int | None = None, kept: RenderCache | None = None
    ) -> None:
        self.pool = RenderPool(timeout_s, processes or min(os.cpu_count() or 1, 4))
        self.kept = kept

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.pool.close()
        if self.kept is not None:
            self.kept.save()

    def still_wants(self, keys: Iterable[bytes]) -> None:
        """The answers under these keys (portal.library.render_cache) stay kept, though nobody asks for them now."""
        if self.kept is not None:
            self.kept.want(keys)

    def render_all(self, requests: Sequence[Request]) -> list[Rendered | RenderFault]:
        """Each request's answer, in order."""
        known: dict[Request, Rendered | RenderFault] = {}
        if self.kept is not None:
            known |= {each: found for each in dict.fromkeys(requests) if (found := self.kept.get(key_of(each)))}
        missing = [each for each in dict.fromkeys(requests) if each not in known]
        for place, answer in self.pool.each(_rendering, missing):
            known[missing[place]] = answer
            # A page that took too long today may be rendered tomorrow.
            if self.kept is not None and isinstance(answer, Rendered):
                self.kept.put(key_of(missing[place]), answer)
        return [known[each] for each in requests]


def _rendering(request: Request) -> Steps[Rendered]:
    yield
    return rendered_text(request)


def rendered_text(request: Request) -> Rendered:
    """Raises whatever Python-Markdown raises, RecursionError among it."""
    # Only a process that renders has it loaded.
    from portal.library.rendering import render

    return render(request.text, attribute_lists=request.attribute_lists)
