"""Practice cannot touch what is real: its modules know only stores of their own."""

from pathlib import Path

import pytest

from tests.rules.sources import PACKAGE, imports, name_of

ACTS = sorted((PACKAGE / "acts").glob("practice_*.py"))
PAGES = sorted((PACKAGE / "desk").glob("practice_*.py"))
STORE = [PACKAGE / "store" / "practices.py", PACKAGE / "store" / "practice_tables.py"]
# `duties` keeps that a form was acted on, `notify_people` queues the word to a colleague.
MAY_KNOW = {"practices", "duties", "practice_tables", "columns"}
ACTS_IT_MAY_USE = {"workplace", "notify_people"}


def test_there_are_modules_of_practice() -> None:
    assert len(ACTS) > 5
    assert len(PAGES) > 3
    assert all(file.is_file() for file in STORE)


@pytest.mark.parametrize("file", [*ACTS, *PAGES, *STORE], ids=name_of)
def test_practice_knows_no_store_of_reports_timelines_clocks_or_counts(file: Path) -> None:
    for module, name in imports(file):
        if module == "portal.store":
            assert name in MAY_KNOW, f"{module}.{name}"
        if module == "portal.store.tables":
            assert name == "metadata", "the tables of reports are not for practice"
        elif module.startswith("portal.store."):
            assert module.removeprefix("portal.store.") in MAY_KNOW, module


@pytest.mark.parametrize("file", [*ACTS, *PAGES], ids=name_of)
def test_practice_does_nothing_that_an_act_on_a_report_does(file: Path) -> None:
    for module, name in imports(file):
        used = name if module == "portal.acts" else module.removeprefix("portal.acts.")
        if module.startswith("portal.acts"):
            assert used in ACTS_IT_MAY_USE or used.startswith("practice_"), module
