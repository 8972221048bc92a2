"""How long `portal build` takes, with all its start, what it costs and how much memory the largest process takes.

- `cold`: nothing is there but the content;
- `cached`: the same, with the cache of an earlier build (var/cache, as a CI run may keep it);
- `no_change`, `edit` (one page), `figures` (of one commitment), `template` (that of all policies): after a build.

The index of the search is a step of its own after the pages are live, and is measured for itself.

BENCH_PAGES="100 1000" asks for other sizes, BENCH_ROUNDS=1 for a quick look. From 5,000 pages on there is one round.
"""

import os
import sys
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from bench.commands import Ran, Work, figures_of, medians, run
from bench.corpus import edit, write_corpus
from bench.databases import scratch
from bench.figures import publish_figures
from bench.forgotten import forget
from bench.rounds import Figures
from portal.site_folder import shipped

PAGES = (100, 1_000, 10_000)
_ONE_ROUND_FROM = 5_000
_MADE = ("build", "var", "templates")
_PORTAL = Path(sys.executable).with_name("portal")


def measure(*, pages: Iterable[int] | None = None, rounds: int = 3) -> Figures:
    figures: Figures = {}
    for size in pages or wanted_pages(PAGES):
        with scratch() as folder:
            figures |= _of_size(folder / "site", size, rounds_for(size, rounds))
    return figures | _growth(figures)


def rounds_for(size: int, rounds: int) -> int:
    return int(os.environ.get("BENCH_ROUNDS", rounds)) if size < _ONE_ROUND_FROM else 1


def wanted_pages(otherwise: tuple[int, ...]) -> tuple[int, ...]:
    named = os.environ.get("BENCH_PAGES", "")
    return tuple(map(int, named.split())) or otherwise


def build(site: Path, search: str = "--no-search") -> Ran:
    """Raises CalledProcessError with what the command said."""
    return run([_PORTAL, "build", search, "--site", site])


def changes(site: Path, page: Path) -> dict[str, Callable[[], object]]:
    """What is done to a site before each of the builds; `page` is the file to be edited. The first is the cold one."""
    edits, templates, figures = count(), count(), count()
    return {
        "cold": lambda: forget(site, _MADE),
        "cached": lambda: _forget_but_cache(site),
        "no_change": lambda: None,
        "edit": lambda: edit(page, next(edits)),
        "figures": lambda: publish_figures(site, next(figures)),
        # Last: a template of one's own is tried by every build from then on.
        "template": lambda: _change_template(site, next(templates)),
    }


def _of_size(site: Path, size: int, rounds: int) -> Figures:
    page = write_corpus(site, size)
    build(site)
    search = build(site, "--search")
    works = {name: Work(prepare, lambda: build(site)) for name, prepare in changes(site, page).items()}
    taken = medians(rounds, works, warm_up=rounds > 1)
    figures: Figures = {}
    for name, ran in ({"search": search} | taken).items():
        figures |= figures_of(f"build_{size}_{name}", ran)
    for name, ran in taken.items():
        if name != "cold":
            figures[f"build_{size}_{name}_over_cold_ratio"] = ran.wall_s / taken["cold"].wall_s
            figures[f"build_{size}_{name}_over_cold_cpu_ratio"] = ran.cpu_s / taken["cold"].cpu_s
    return figures


def _growth(figures: Figures) -> Figures:
    """What ten times the pages cost, where both were built."""
    return {
        f"build_10000_over_1000_{name}_{ratio}": figures[f"build_10000_{name}_{unit}"] / few
        for name in ("cold", "edit")
        for unit, ratio in (("s", "ratio"), ("cpu_s", "cpu_ratio"))
        if (few := figures.get(f"build_1000_{name}_{unit}")) and f"build_10000_{name}_{unit}" in figures
    }


def _forget_but_cache(site: Path) -> None:
    cache, aside = site / "var" / "cache", site / "cache"
    cache.rename(aside)
    forget(site, _MADE)
    cache.parent.mkdir()
    aside.rename(cache)


def _change_template(site: Path, number: int) -> None:
    own = site / "templates" / "site" / "policy.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    ours = (shipped("templates") / "site" / "policy.html").read_text("utf-8")
    own.write_text(ours.replace("{% endblock %}", f"<!-- {number} -->{{% endblock %}}"), "utf-8")
