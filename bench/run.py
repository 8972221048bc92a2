"""`make bench`: measures every part, or the parts that are named: `python -m bench.run clocks desk`.

At the end there is one table of all that was measured; bench/results/latest.json keeps it.
"""

import sys
import time
from collections.abc import Callable

from bench import builds, clocks, desk, intake, million, preview, simulation, starting, tracking
from bench.results import FILE, table, write
from bench.rounds import Figures
from bench.surroundings import load, machine, versions

PARTS: dict[str, Callable[[], Figures]] = {
    "starting": starting.measure,
    "clocks": clocks.measure,
    "builds": builds.measure,
    "preview": preview.measure,
    "intake": intake.measure,
    "desk": desk.measure,
    "tracking": tracking.measure,
    "simulation": simulation.measure,
}
WHEN_NAMED: dict[str, Callable[[], Figures]] = {"million": million.measure}
"""Parts that take long, and are measured only when they are asked for."""


def main(named: list[str]) -> int:
    """The exit code: 2 for a part that is not known."""
    parts = PARTS | WHEN_NAMED
    unknown = [name for name in named if name not in parts]
    if unknown:
        print(f"There is no part called {', '.join(unknown)}. There are {', '.join(parts)}.", file=sys.stderr)
        return 2
    measured: dict[str, Figures] = {}
    loads: dict[str, float] = {}
    for name in named or PARTS:
        began, loads[name] = time.perf_counter(), load()
        measured[name] = parts[name]()
        print(f"{name}: measured in {time.perf_counter() - began:.0f} s", flush=True)
        # Each part as it comes: what was measured stays, however the next one ends.
        write(measured[name], load=_said(loads))
    print(f"\n{machine()}, load {_said(loads)}\n{versions()}\n")
    for name, figures in measured.items():
        print(f"{name}\n{table(figures)}\n")
    print(f"Written to {FILE.relative_to(FILE.parents[2])}")
    return 0


def _said(loads: dict[str, float]) -> str:
    return "before each part: " + ", ".join(f"{name} {value:.1f}" for name, value in loads.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
