"""SIGTERM ends a verb as Ctrl-C does: what it laid aside for itself goes with it."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ENDED_BY_SIGTERM = 128 + signal.SIGTERM


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Meanwhile SIGTERM raises SystemExit. For the main thread."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED_BY_SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
