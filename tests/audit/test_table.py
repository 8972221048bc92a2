"""The table of `make audit` says what was tried and hides nothing that failed."""

from pathlib import Path

import pytest

from tests.audit.record import Line, Part, Tried, lines_of
from tests.audit.table import BEGIN, DOCUMENT, END, Untold, markdown, put_between_markers

pytest_plugins = ("pytester",)

KILLS = Line("kill -9 of web", Part.KILLED, 1240, "reports", 0, 0, "31 kills")
STRINGS = Line("strings | pipes", Part.HOSTILE, 500, "strings", 0, 2)
ROOT = Path(__file__).parents[2]


def test_parts_stand_in_their_order_with_figures_and_what_was_not_told() -> None:
    table = markdown([STRINGS, KILLS], [Untold("tests/x.py::y", "skipped: no PostgreSQL")], 90, "2026-11-22, here.")
    assert table.splitlines() == [
        "2026-11-22, here.",
        "",
        "### Killed at any moment",
        "",
        "| Tried          |     How often | Lost | Wrong | Besides  |",
        "| -------------- | ------------: | ---: | ----: | -------- |",
        "| kill -9 of web | 1,240 reports |    0 |     0 | 31 kills |",
        "",
        "### Hostile input",
        "",
        "| Tried            |   How often | Lost | Wrong | Besides |",
        "| ---------------- | ----------: | ---: | ----: | ------- |",
        "| strings \\| pipes | 500 strings |    0 |     2 |         |",
        "",
        "### Not told",
        "",
        "- `tests/x.py::y`: skipped: no PostgreSQL",
        "",
        "All of it took 1.5 minutes.",
    ]


def test_more_than_twenty_minutes_are_said() -> None:
    assert markdown([], [], 1500, "here").endswith("All of it took 25.0 minutes, more than the 20 it may take.")


def test_the_table_takes_the_place_of_the_one_between_the_markers() -> None:
    document = f"# Reliability\n\n{BEGIN}\n\nold\n\n{END}\n\nMore.\n"
    assert put_between_markers(document, "new") == f"# Reliability\n\n{BEGIN}\n\nnew\n\n{END}\n\nMore.\n"


@pytest.mark.parametrize("document", ["", BEGIN, f"{END} {BEGIN}"])
def test_a_document_without_both_markers_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="The table goes between the lines"):
        put_between_markers(document, "new")


@pytest.mark.parametrize(
    ("lost", "wrong", "said"),
    [
        (["R1", "R2"], 0, r"mails: lost 2 \(R1, R2\) of 5 mails"),
        (0, 3, "mails: wrong 3 of 5 mails"),
        (0, range(12), r"mails: wrong 12 \(0, 1, .*, 9, …\) of 5 mails"),
    ],
)
def test_a_line_is_kept_and_then_the_test_fails_with_what_was_lost(
    lost: list[str] | int, wrong: range | int, said: str, tried: Tried, request: pytest.FixtureRequest
) -> None:
    kept = request.node.user_properties
    with pytest.raises(AssertionError, match=said):
        tried("mails", part=Part.MAIL, times=5, unit="mails", lost=lost, wrong=wrong)
    assert len(lines_of(kept)) == 1
    kept.clear()


def test_nothing_tried_is_a_failure(tried: Tried, request: pytest.FixtureRequest) -> None:
    with pytest.raises(AssertionError, match="nothing was tried"):
        tried("mails", part=Part.MAIL, times=0, unit="mails")
    request.node.user_properties.clear()


def test_a_module_that_cannot_be_read_is_told_by_pytest_alone(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(conftest="from tests.audit.table import pytest_terminal_summary", test_some="import nowhere")
    pytester.makeini(f"[pytest]\npythonpath = {ROOT}")
    pytester.runpytest_inprocess("-q", "--import-mode=importlib").assert_outcomes(errors=1)


def test_a_run_writes_what_passed_what_failed_and_what_was_skipped(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        conftest="""
            from tests.audit.record import tried as tried
            from tests.audit.table import pytest_sessionstart as pytest_sessionstart
            from tests.audit.table import pytest_terminal_summary as pytest_terminal_summary
        """,
        test_some="""
            import pytest
            from tests.audit.record import Part

            pytestmark = pytest.mark.reliability

            def test_good(tried):
                tried("good", part=Part.SPAM, times=7, unit="posts")

            def test_bad(tried):
                tried("bad", part=Part.SPAM, times=7, unit="posts", lost=1)

            def test_cut_short(tried):
                raise RuntimeError("the server did not start")

            def test_skipped(tried):
                pytest.skip("no server here")
        """,
    )
    pytester.makeini(f"[pytest]\nmarkers = reliability: x\npythonpath = {ROOT}")
    document = pytester.path / "reliability.md"
    document.write_text(f"{BEGIN}\n{END}\n", "utf-8")
    monkeypatch.setenv(DOCUMENT, str(document))
    pytester.runpytest_inprocess("-q", "--import-mode=importlib").assert_outcomes(passed=1, failed=2, skipped=1)
    written = document.read_text("utf-8")
    assert "| good  |   7 posts |    0 |     0 |" in written
    assert "| bad   |   7 posts |    1 |     0 |" in written
    assert "- `test_some.py::test_cut_short`: failed: RuntimeError: the server did not start" in written
    assert "- `test_some.py::test_skipped`: skipped: no server here" in written
