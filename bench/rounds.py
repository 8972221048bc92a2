"""Rounds: each thing is measured once a round, in turn, so that a busy moment of the machine falls on all of them."""

import time
from collections.abc import Callable, Mapping
from statistics import median

Figures = dict[str, float]
"""Name → figure; a name ends in its unit (`_s`, `_ms`, `_per_s`, `_mib`) or in `_ratio`."""


def medians_s(rounds: int, works: Mapping[str, Callable[[], object]]) -> Figures:
    """The median time of each piece of work, in seconds. Each is done once before, unmeasured."""
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
    return {name: median(times) for name, times in taken.items()}


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes, by the wall clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
