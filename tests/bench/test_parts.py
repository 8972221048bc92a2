"""Every part measures what its figures are named for; the sizes here are as small as they can be."""

import sys
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from bench import builds, clocks, desk, intake, simulation, starting, tracking
from bench.commands import run
from bench.results import UNITS
from bench.rounds import Figures, medians_s


def require_figures(figures: Figures, *names: str) -> None:
    assert set(names) <= figures.keys()
    # What one thing costs more than another may be less than the noise of the machine.
    assert all(value > 0 for name, value in figures.items() if "_above_" not in name)
    assert all(name.endswith(UNITS) for name in figures)


def test_clocks_near_and_far_and_all_worked_out_anew() -> None:
    figures = clocks.measure(clocks=150, rounds=1)
    require_figures(figures, "due_2_hours_per_s", "due_3_years_per_s", "recompute_150_clocks_s")
    assert figures["due_3_years_over_2_hours_ratio"] == pytest.approx(
        figures["due_2_hours_per_s"] / figures["due_3_years_per_s"]
    )


@pytest.mark.audit
def test_builds_of_everything_of_nothing_and_of_one_page() -> None:
    figures = builds.measure(pages=[20], rounds=1)
    each = ("cold", "cached", "no_change", "edit", "figures", "template", "search")
    require_figures(figures, *(f"build_20_{name}_{unit}" for name in each for unit in ("s", "cpu_s", "peak_mib")))
    require_figures(figures, *(f"build_20_{name}_over_cold_ratio" for name in each[1:-1]))


def test_starting_costs_something_and_is_measured_beside_a_bare_python() -> None:
    figures = starting.measure(rounds=1)
    require_figures(figures, "start_help_cpu_ms", "start_bare_click_cpu_ms", "start_help_peak_mib")


def test_a_command_is_measured_with_its_processes_and_one_that_fails_says_why(tmp_path: Path) -> None:
    ran = run([sys.executable, "-c", "import os; x = bytearray(50 << 20); os.system('true')"])
    assert ran.wall_s > 0
    assert ran.cpu_s > 0
    assert 50 < ran.peak_mib < 100
    with pytest.raises(CalledProcessError) as failed:
        run([sys.executable, "-c", "raise SystemExit('no corpus here')"], tmp_path)
    assert failed.value.stdout == "no corpus here\n"


def test_the_last_step_of_a_report_beside_a_bare_insert_on_each_database() -> None:
    figures = intake.measure(rounds=1, reports_a_round=2)
    require_figures(figures, "submit_over_bare_insert_ratio", "submit_postgresql_over_bare_insert_ratio")
    assert figures["submit_over_bare_insert_ratio"] == pytest.approx(
        figures["submit_per_s"] / figures["submit_bare_insert_per_s"]
    )


@pytest.mark.audit
def test_a_responders_page_with_few_and_with_more_reports_on_each_database() -> None:
    figures = desk.measure(few=20, many=60, rounds=1)
    require_figures(figures, "desk_60_over_20_ratio", "desk_postgresql_60_over_20_ratio")


@pytest.mark.audit
def test_a_customers_page_and_that_nothing_is_new_beside_a_hello_on_each_database() -> None:
    figures = tracking.measure(rounds=1, asked_a_round=3)
    names = ("tracking_over_hello_ratio", "tracking_unchanged_over_hello_ratio", "tracking_unchanged_per_s")
    require_figures(figures, *names, "tracking_postgresql_over_hello_ratio")


def test_a_year_lived_on_the_samples_roster_and_one_with_fewer_reports() -> None:
    figures = simulation.measure(reports=60)
    require_figures(figures, "simulate_60_reports_s", "simulate_ten_times_the_reports_ratio")
    assert figures["simulate_reports_per_s"] == pytest.approx(60 / figures["simulate_60_reports_s"])


def test_rounds_are_interleaved_and_the_first_does_not_count() -> None:
    done: list[str] = []
    medians_s(2, {"a": lambda: done.append("a"), "b": lambda: done.append("b")})
    assert done == ["a", "b"] * 3
