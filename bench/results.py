"""What was measured: a table for people, and bench/results/latest.json for tools. DESIGN §9."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.goals import GOALS
from bench.rounds import Figures
from bench.surroundings import machine, versions

FILE = Path(__file__).parent / "results" / "latest.json"
UNITS = ("_s", "_ms", "_per_s", "_mib", "_ratio")


def write(figures: Figures, file: Path = FILE, *, load: str = "not noted") -> None:
    """The figures, with machine, date, versions and the machine's load as it was before. Those of parts that were not
    measured now stay, if they were measured on this machine with these versions. Raises ValueError for a name without
    its unit.
    """
    nameless = [name for name in figures if not name.endswith(UNITS)]
    if nameless:
        raise ValueError(f"{', '.join(nameless)}: a figure's name ends in one of {', '.join(UNITS)}")
    surroundings = {"machine": machine(), "versions": versions()}
    before = _read(file)
    kept = before if all(before.get(name) == value for name, value in surroundings.items()) else {}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps(kept | _rounded(figures) | surroundings | {"load": load, "date": now}, indent=2, ensure_ascii=False)
        + "\n",
        "utf-8",
    )


def table(figures: Figures) -> str:
    """A line for each figure, with its goal where it has one."""
    rows = [(name, _said(value), _goal(name, value)) for name, value in figures.items()]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    return "\n".join(f"  {name:<{widths[0]}}  {said:>{widths[1]}}  {goal}".rstrip() for name, said, goal in rows)


def _goal(name: str, value: float) -> str:
    goal = GOALS.get(name)
    return f"{goal}{'' if goal.is_reached(value) else ', missed'}" if goal else ""


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
