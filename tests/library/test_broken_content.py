"""Every fault has its own exact message with file, line, column and remedy, and no fault hides another's."""

from pathlib import Path

import pytest

from portal.library.advice.all_advice import advice_on
from portal.library.loader import load_library
from portal.library.renderer import Renderer
from tests.library.broken_sites import FAULTS, TODAY, expected, lay_out, touched_by

# Each of these makes whole groups of other pages right or wrong, so it can only be judged by itself.
ALONE = {
    "no-catch-all": "a second topic for everything else mends it",
    "uncovered-topic": "the broken commitments would cover the topic",
}


def test_the_right_site_has_no_problem(tmp_path: Path, renderer: Renderer) -> None:
    loaded = load_library(lay_out(tmp_path / "site"), TODAY, renderer)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.library is not None


def test_there_are_more_than_forty_kinds_of_fault() -> None:
    assert len(FAULTS) > 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gets_its_own_exact_message_and_nothing_else(fault: Path, tmp_path: Path, renderer: Renderer) -> None:
    loaded = load_library(lay_out(tmp_path / "site", [fault]), TODAY, renderer)
    assert [str(problem) for problem in loaded.problems] == expected(fault)
    assert loaded.content is None or all(advice.severity == "warning" for advice in advice_on(loaded.content))
    only_warned = all(": warning: " in line for line in expected(fault))
    assert (loaded.library is not None) is only_warned


def groups_that_touch_different_files() -> list[list[Path]]:
    """Faults of site.yml and team.yml each need a site of their own; the pages' faults all fit into the first."""
    groups: list[list[Path]] = []
    for fault in FAULTS:
        if fault.name in ALONE:
            continue
        for group in groups:
            if not any(touched_by(fault) & touched_by(other) for other in group):
                group.append(fault)
                break
        else:
            groups.append([fault])
    return groups


def test_checked_together_every_message_appears_sorted(tmp_path: Path, renderer: Renderer) -> None:
    groups = groups_that_touch_different_files()
    assert len(groups[0]) > 80
    for number, group in enumerate(groups):
        site = lay_out(tmp_path / str(number), group)
        problems = load_library(site, TODAY, renderer).problems
        said = [str(problem) for problem in problems]
        wanted = [line for fault in group for line in expected(fault)]
        assert [line for line in wanted if line not in said] == []
        assert list(problems) == sorted(problems)
