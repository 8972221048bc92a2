"""What it costs to start: `portal --help` beside a bare Python that imports click, in CPU time of whole processes."""

import sys
from pathlib import Path

from bench.commands import Work, medians, run
from bench.rounds import Figures

_HERE = Path(sys.executable)
_PORTAL = _HERE.with_name("portal")


def measure(*, rounds: int = 15) -> Figures:
    taken = medians(
        rounds,
        {
            "help": Work(lambda: None, lambda: run([_PORTAL, "--help"])),
            "bare": Work(lambda: None, lambda: run([_HERE, "-c", "import click"])),
        },
    )
    return {
        "start_help_cpu_ms": taken["help"].cpu_s * 1000,
        "start_bare_click_cpu_ms": taken["bare"].cpu_s * 1000,
        "start_help_above_bare_click_cpu_ms": (taken["help"].cpu_s - taken["bare"].cpu_s) * 1000,
        "start_help_over_bare_click_ratio": taken["help"].cpu_s / taken["bare"].cpu_s,
        "start_help_peak_mib": taken["help"].peak_mib,
    }
