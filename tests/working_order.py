"""The order in which several workers take the tests: the long ones first, each file of them whole and by one worker.

At the end there are then only short tests to share out, so that no worker waits for another's last long one; and what
a file sets up for all its tests is set up once.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

# What a test of these folders takes, roughly; of others too little to matter.
LONG_S = {"tests/flows/": 3.0, "tests/cli/": 0.4, "tests/publishing/": 0.2}

T = TypeVar("T")


def long_first(tests: Sequence[tuple[str, T]], workers: int) -> list[T]:
    """Tests with the file of each, as xdist deals them: to each worker in turn an equal number of those left."""
    files: defaultdict[str, list[T]] = defaultdict(list)
    for file, test in tests:
        files[file].append(test)
    long = {file: seconds * len(files[file]) for file in files if (seconds := _seconds_each(file))}
    hands: list[list[T]] = [[] for _ in range(workers)]
    loads = [0.0] * workers
    for file in sorted(long, key=lambda each: (-long[each], each)):
        worker = loads.index(min(loads))
        loads[worker] += long[file]
        hands[worker] += files[file]
    short = (test for file, test in tests if file not in long)
    dealt: list[T] = []
    for number, hand in enumerate(hands):
        share = (len(tests) - len(dealt)) // (workers - number)
        dealt += [*hand, *islice(short, max(0, share - len(hand)))]
    return [*dealt, *short]


def _seconds_each(file: str) -> float:
    return next((seconds for folder, seconds in LONG_S.items() if file.startswith(folder)), 0.0)
