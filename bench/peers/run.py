"""`make bench-peers`: other tools beside ours in the same run; some: `python -m bench.peers.run hugo helpdesk`.

BENCH_PAGES="1000 10000" asks for other sizes of the corpus, BENCH_ROUNDS=1 for a quick look. bench/results/peers.json
keeps the figures. A peer that cannot be installed here is named with the reason, and has no figures.
"""

import sys
from collections.abc import Mapping, Sequence

from bench.peers import builds, helpdesk
from bench.peers.environments import NotInstalled, environment, version_of
from bench.peers.generators import GENERATORS
from bench.results import FILE, table, write
from bench.rounds import Figures
from bench.surroundings import load, machine, versions

HELPDESK = "helpdesk"
PEERS = (*GENERATORS, HELPDESK)


def main(named: Sequence[str]) -> int:
    """The exit code: 2 for a peer that is not known."""
    unknown = [name for name in named if name not in PEERS]
    if unknown:
        print(f"There is no peer called {', '.join(unknown)}. There are {', '.join(PEERS)}.", file=sys.stderr)
        return 2
    there, absent = _installed(named or PEERS)
    before = f"{load():.1f}"
    figures: Figures = {}
    if generators := [name for name in there if name != HELPDESK]:
        figures |= builds.measure(generators)
    if HELPDESK in there:
        try:
            figures |= helpdesk.measure()
        except NotInstalled as missing:
            absent[HELPDESK] = missing.why
    file = FILE.with_name("peers.json")
    write(figures, file, load=f"before {before}, after {load():.1f}")
    print(f"{machine()}, load before {before}, after {load():.1f}\n{versions()}")
    print(", ".join(f"{name} {version}" for name, version in there.items()) + "\n")
    print(markdown(figures, absent) + "\n")
    print(table({name: value for name, value in figures.items() if "helpdesk" in name or "submit" in name}))
    print(f"\nWritten to {file.relative_to(FILE.parents[2])}")
    return 0


def markdown(figures: Figures, absent: Mapping[str, str]) -> str:
    """A line for each generator and size: seconds by the clock, of all processors, and ours over theirs."""
    changes = ("cold", "no_change", "edit")
    head = ("Pages", "Generator", *(f"{change.replace('_', ' ')}" for change in changes), "Largest process")
    rows = [head, ("---:", "---", *("---:" for _ in changes), "---:")]
    for size, name in _built(figures):
        cells = [_cell(figures, f"peers_{size}_{name}_{change}") for change in changes]
        peak = figures[f"peers_{size}_{name}_cold_peak_mib"]
        rows.append((f"{int(size):,}", name, *cells, f"{peak:.0f} MiB"))
        if f"peers_{size}_{name}_cached_s" in figures:
            cached = _cell(figures, f"peers_{size}_{name}_cached")
            rows.append((f"{int(size):,}", f"{name}, with the cache of an earlier build", cached, "", "", ""))
    rows += [("", name, f"not installed: {why}", "", "", "") for name, why in absent.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(figures: Figures, name: str) -> str:
    said = f"{figures[f'{name}_s']:.2f} s ({figures[f'{name}_cpu_s']:.2f} s CPU)"
    ratio, cpu_ratio = figures.get(f"{name}_ratio"), figures.get(f"{name}_cpu_ratio")
    return f"{said}; ours × {ratio:.2f} ({cpu_ratio:.2f})" if ratio is not None else said


def _built(figures: Figures) -> list[tuple[str, str]]:
    """(pages, generator) in the order in which they were measured."""
    keys = [name.split("_") for name in figures if name.endswith("_cold_s")]
    return [(size, name) for _, size, name, *_ in keys]


def _installed(names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Name → version of those that are there, and name → why not of the others."""
    there, absent = {}, {}
    for name in names:
        try:
            environment(name)
            there[name] = version_of(name)
        except NotInstalled as missing:
            absent[name] = missing.why
    return there, absent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
