"""How long `portal build` takes, with all its start: everything, nothing changed, one page edited.

The index of the search is a step of its own after the pages are live, and is measured for itself.

PORTAL_BENCH_PAGES="100 1000" asks for other sizes. From 5,000 on the cold build is measured once.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from bench.corpus import edit, write_corpus
from bench.databases import scratch
from bench.rounds import Figures, medians_s, seconds

PAGES = (100, 1_000, 10_000)
_COLD_ONCE_FROM = 5_000
_PORTAL = Path(sys.executable).with_name("portal")


def measure(*, pages: Iterable[int] | None = None, rounds: int = 3) -> Figures:
    figures: Figures = {}
    for size in pages or _wanted():
        with scratch() as folder:
            figures |= _of_size(folder, size, rounds)
    return figures


def _of_size(site: Path, size: int, rounds: int) -> Figures:
    page = write_corpus(site, size)
    edits = count()
    cold_s = seconds(lambda: _build(site))

    def build_edited() -> None:
        edit(page, next(edits))
        _build(site)

    def build_cold() -> None:
        for name in ("build", "var"):
            shutil.rmtree(site / name)
        _build(site)

    works = {"same": lambda: _build(site), "edit": build_edited}
    if size < _COLD_ONCE_FROM:
        taken = medians_s(rounds, {"cold": build_cold, **works})
    else:
        taken = {"cold": cold_s} | medians_s(1, works)
    search_s = seconds(lambda: _build(site, "--search"))
    return {
        f"build_{size}_search_s": search_s,
        f"build_{size}_cold_s": taken["cold"],
        f"build_{size}_no_change_s": taken["same"],
        f"build_{size}_edit_s": taken["edit"],
        f"build_{size}_no_change_over_cold_ratio": taken["same"] / taken["cold"],
        f"build_{size}_edit_over_cold_ratio": taken["edit"] / taken["cold"],
    }


def _build(site: Path, search: str = "--no-search") -> None:
    """Raises CalledProcessError with what the command said."""
    done = subprocess.run([_PORTAL, "build", search, "--site", site], capture_output=True, text=True)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)


def _wanted() -> tuple[int, ...]:
    named = os.environ.get("PORTAL_BENCH_PAGES", "")
    return tuple(map(int, named.split())) or PAGES
