"""What was measured is one flat object with machine, date and versions; another part's figures stay."""

import json
from pathlib import Path

import pytest

from bench.goals import GOALS
from bench.results import UNITS, table, write
from bench.run import PARTS, WHEN_NAMED, main


def test_the_file_is_flat_and_says_where_and_when_and_with_what(tmp_path: Path) -> None:
    file = tmp_path / "results" / "latest.json"
    write({"due_per_s": 12345.678, "far_over_near_ratio": 1.25}, file, load="before each part: clocks 0.5")
    found = json.loads(file.read_text("utf-8"))
    assert found.keys() == {"due_per_s", "far_over_near_ratio", "machine", "versions", "load", "date"}
    assert (found["due_per_s"], found["far_over_near_ratio"]) == (12346, 1.25)
    assert not any(isinstance(value, dict | list) for value in found.values())


def test_figures_of_a_part_measured_earlier_stay_on_the_same_machine_only(tmp_path: Path) -> None:
    file = tmp_path / "latest.json"
    write({"a_s": 1, "b_s": 1}, file)
    write({"b_s": 2}, file)
    kept = json.loads(file.read_text("utf-8"))
    assert (kept["a_s"], kept["b_s"]) == (1, 2)
    file.write_text(json.dumps(kept | {"machine": "another"}), "utf-8")
    write({"b_s": 3}, file)
    assert "a_s" not in json.loads(file.read_text("utf-8"))


def test_a_figure_without_its_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="speed: a figure's name ends in"):
        write({"speed": 1}, tmp_path / "latest.json")
    assert not (tmp_path / "latest.json").exists()


def test_the_table_has_a_line_for_each_figure_and_says_which_goals_were_missed() -> None:
    figures = {"due_per_s": 12345.6, "submit_p99_ms": 31.0, "tracking_over_hello_ratio": 0.8}
    assert table(figures).splitlines() == [
        "  due_per_s                  12,346",
        "  submit_p99_ms               31.00  ≤ 30, missed",
        "  tracking_over_hello_ratio  0.8000  ≥ 0.8",
    ]


@pytest.mark.parametrize("name", GOALS)
def test_every_goal_is_one_for_a_figure_with_its_unit(name: str) -> None:
    assert name.endswith(UNITS)


def test_an_unknown_part_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock"]) == 2
    assert capsys.readouterr().err == f"There is no part called clock. There are {', '.join(PARTS | WHEN_NAMED)}.\n"
