"""A command as a whole process: how long it takes, what it costs, and the memory of the largest of its processes."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench.rounds import Figures

Name = TypeVar("Name", bound=Hashable)

_MOST_SAID = 2000
_LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True, slots=True)
class Ran:
    """`wall_s` by the clock, `cpu_s` of all its processes together, `peak_mib` of that which took most."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def run(command: Sequence[str | Path], folder: Path | None = None, env: Mapping[str, str] | None = None) -> Ran:
    """Run it to its end. Raises CalledProcessError with what it said."""
    with tempfile.NamedTemporaryFile() as figures:
        done = subprocess.run(
            [sys.executable, "-I", "-S", _LAUNCHER, figures.name, *command],
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        if done.returncode:
            failed = subprocess.CalledProcessError(done.returncode, command, done.stdout)
            failed.add_note(done.stdout[-_MOST_SAID:])
            raise failed
        return Ran(*map(float, figures.read().split()))


@dataclass(frozen=True, slots=True)
class Work:
    """`prepare` is done before each run of `command` and is not measured."""

    prepare: Callable[[], object]
    command: Callable[[], Ran]


def medians(rounds: int, works: Mapping[Name, Work], *, warm_up: bool = True) -> dict[Name, Ran]:
    """The median of each figure of each work. Works take turns, so that a busy moment falls on all of them."""
    taken: dict[Name, list[Ran]] = {name: [] for name in works}
    for number in range(rounds + warm_up):
        for name, work in works.items():
            work.prepare()
            ran = work.command()
            if number or not warm_up:
                taken[name].append(ran)
    return {name: _median(runs) for name, runs in taken.items()}


def figures_of(name: str, ran: Ran) -> Figures:
    return {f"{name}_s": ran.wall_s, f"{name}_cpu_s": ran.cpu_s, f"{name}_peak_mib": ran.peak_mib}


def _median(runs: Iterable[Ran]) -> Ran:
    ran = list(runs)
    return Ran(median(r.wall_s for r in ran), median(r.cpu_s for r in ran), max(r.peak_mib for r in ran))
