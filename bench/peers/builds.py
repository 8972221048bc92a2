"""Our build and those of other generators, of the same corpus, in turn in the same rounds.

`cold`: without anything that was built; `cached`: ours alone, with the cache of an earlier build; `no_change` and
`edit` (one page): after a build. Each ratio is our time over theirs: less is better. For `cached` theirs is cold.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count
from pathlib import Path

from bench import builds
from bench.commands import Ran, Work, figures_of, medians, run
from bench.corpus import edit, policies, write_corpus
from bench.databases import scratch
from bench.forgotten import forget
from bench.peers.environments import environment
from bench.peers.generators import GENERATORS
from bench.rounds import Figures

PAGES = (1_000,)
CHANGES = ("cold", "no_change", "edit")
OURS = "ours"


def measure(names: Sequence[str], *, pages: Iterable[int] | None = None, rounds: int = 3) -> Figures:
    """Raises NotInstalled for a peer that is not there."""
    figures: Figures = {}
    for size in pages or builds.wanted_pages(PAGES):
        with scratch() as folder:
            figures |= _of_size(folder, names, size, builds.rounds_for(size, rounds))
    return figures


def _of_size(folder: Path, names: Sequence[str], size: int, rounds: int) -> Figures:
    ours = folder / OURS
    page = write_corpus(ours, size)
    changes = builds.changes(ours, page)
    build = partial(builds.build, ours)
    works = {(OURS, change): Work(changes[change], build) for change in ("cold", "cached", *CHANGES[1:])}
    for name in names:
        works |= {(name, change): work for change, work in _works(folder / name, name, size).items()}
    taken = medians(rounds, works, warm_up=rounds > 1)
    figures: Figures = {}
    for (name, change), ran in taken.items():
        figures |= figures_of(f"peers_{size}_{name}_{change}", ran)
        if name != OURS:
            figures |= _ratios(f"peers_{size}_{name}_{change}", taken[OURS, change], ran)
    for name in names:
        figures |= _ratios(f"peers_{size}_{name}_cached", taken[OURS, "cached"], taken[name, "cold"])
    return figures


def _works(site: Path, name: str, size: int) -> dict[str, Work]:
    generator = GENERATORS[name]
    files = generator.lay_out(site, policies(size))
    page, becomes = list(files.items())[size // 2]
    program, *options = generator.command
    command: list[str | Path] = [environment(name) / program, *(each.format(site=site) for each in options)]
    edits = count(1)
    last_edit = 0

    def edit_page() -> None:
        nonlocal last_edit
        last_edit = next(edits)
        edit(page, last_edit)

    def build() -> Ran:
        ran = run(command, site)
        missing = [file for file in files.values() if not file.is_file()]
        assert not missing, f"{name} did not make {len(missing)} of {len(files)} pages, {missing[0]} among them"
        return ran

    def build_edited() -> Ran:
        ran = build()
        assert f"Edited {last_edit} times." in becomes.read_text("utf-8"), f"{name} did not take up the edited page"
        return ran

    return {
        "cold": Work(partial(forget, site, generator.made), build),
        "no_change": Work(lambda: None, build),
        "edit": Work(edit_page, build_edited),
    }


def _ratios(name: str, ours: Ran, theirs: Ran) -> Figures:
    return {f"{name}_ratio": ours.wall_s / theirs.wall_s, f"{name}_cpu_ratio": ours.cpu_s / theirs.cpu_s}
