"""`make bench`: measures every part, or the parts that are named: `python -m bench.run clocks desk`."""

import sys
import time
from collections.abc import Callable

from bench import builds, clocks, desk, intake, preview, simulation, tracking
from bench.results import FILE, table, write
from bench.rounds import Figures

PARTS: dict[str, Callable[[], Figures]] = {
    "clocks": clocks.measure,
    "builds": builds.measure,
    "preview": preview.measure,
    "intake": intake.measure,
    "desk": desk.measure,
    "tracking": tracking.measure,
    "simulation": simulation.measure,
}


def main(named: list[str]) -> int:
    """The exit code: 2 for a part that is not known."""
    unknown = [name for name in named if name not in PARTS]
    if unknown:
        print(f"There is no part called {', '.join(unknown)}. There are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    for name in named or PARTS:
        began = time.perf_counter()
        found = PARTS[name]()
        print(f"{name} (measured in {time.perf_counter() - began:.0f} s)\n{table(found)}\n", flush=True)
        write(found)
    print(f"Written to {FILE.relative_to(FILE.parents[2])}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
