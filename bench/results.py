"""What was measured: a table for people, and bench/results/latest.json for tools. DESIGN §9."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.rounds import Figures
from portal.store.sqlite import driver

FILE = Path(__file__).parent / "results" / "latest.json"
UNITS = ("_s", "_ms", "_per_s", "_mib", "_ratio")
_PACKAGES = ("forthright-portal", "flask", "sqlalchemy", "markdown", "waitress")


def write(figures: Figures, file: Path = FILE) -> None:
    """The figures, with machine, date and versions. Those of parts that were not measured now stay, if they were
    measured on this machine with these versions. Raises ValueError for a name without its unit.
    """
    nameless = [name for name in figures if not name.endswith(UNITS)]
    if nameless:
        raise ValueError(f"{', '.join(nameless)}: a figure's name ends in one of {', '.join(UNITS)}")
    surroundings = {"machine": _machine(), "versions": _versions()}
    before = _read(file)
    kept = before if all(before.get(name) == value for name, value in surroundings.items()) else {}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps(kept | _rounded(figures) | surroundings | {"date": now}, indent=2, ensure_ascii=False) + "\n",
        "utf-8",
    )


def table(figures: Figures) -> str:
    """A line for each figure."""
    width = max(map(len, figures), default=0)
    return "\n".join(f"  {name:<{width}}  {_said(value):>12}" for name, value in figures.items())


def _said(value: float) -> str:
    return f"{value:,.0f}" if value >= 1_000 else f"{value:,.2f}" if value >= 1 else f"{value:.4f}"


def _rounded(figures: Figures) -> dict[str, float]:
    return {name: float(f"{value:.5g}") for name, value in figures.items()}


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"Python {platform.python_version()}, SQLite {driver().sqlite_version}, {packages}"
