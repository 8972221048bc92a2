"""Coaching is never joined with scores, and thanks are never counted: kept by who imports what. DESIGN §1.2, §1.5."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.rules.sources import PACKAGE, ROOT, imports, modules, name_of

COACHING = "portal.store.coaching"
MAY_KNOW = {
    "portal/acts/coached_work.py",
    "portal/acts/coaching.py",
    "portal/acts/read_coaching.py",
    "portal/acts/forget_customer.py",
    "portal/desk/coaching_page.py",
    "portal/desk/coaching_views.py",
}
"""The acts and pages of the two people themselves, and erasure. Practice reports may join them; figures never."""
FIGURES = (
    *("portal/store/scorecard.py", "portal/store/counting.py", "portal/store/ledger.py", "portal/store/durations.py"),
    *("portal/store/script_uses.py", "portal/store/feedback.py", "portal/store/clocks.py", "portal/store/rest.py"),
    *("portal/acts/scorecard.py", "portal/acts/stance_ledger.py", "portal/acts/clocks.py", "portal/acts/recompute.py"),
    *("portal/acts/standing.py", "portal/acts/rest.py", "portal/upkeep/publish_figures.py", "portal/cli/verify.py"),
    *("portal/desk/ledger_views.py", "portal/desk/scripts_views.py", "portal/desk/weeks_ahead_views.py"),
)
COUNTS = re.compile(r"\b(?:func|count|group_by|Counter|len|rank|sum)\b\W")


def module_file(module: str) -> Path | None:
    file = ROOT / f"{module.replace('.', '/')}.py"
    return file if file.is_file() else None


@cache
def imported_by(file: Path) -> frozenset[Path]:
    """The modules of ours that a file imports itself."""
    found = set()
    for module, name in imports(file):
        for named in (module, f"{module}.{name}"):
            at = module_file(named) if named.startswith("portal") else None
            if at is not None:
                found.add(at)
    return frozenset(found)


def reached_from(file: Path) -> set[Path]:
    """All modules of ours that come along with a file."""
    found, open_ends = {file}, [file]
    while open_ends:
        new = imported_by(open_ends.pop()) - found
        found |= new
        open_ends += new
    return found


def test_the_notes_are_known_to_the_pages_of_the_two_and_to_erasure_alone() -> None:
    coaching = module_file(COACHING)
    assert coaching is not None
    assert {name_of(file) for file in modules() if coaching in imported_by(file)} == MAY_KNOW


@pytest.mark.parametrize("figures", FIGURES)
def test_nothing_that_computes_figures_comes_near_coaching_notes(figures: str) -> None:
    coaching = module_file(COACHING)
    assert coaching not in reached_from(ROOT / figures)


@pytest.mark.parametrize("room", ["promises", "reports", "team", "library", "site", "publishing"])
def test_no_pure_rule_and_no_public_page_comes_near_coaching_notes(room: str) -> None:
    coaching = module_file(COACHING)
    assert [name_of(file) for file in modules(room) if coaching in reached_from(file)] == []


def test_no_query_joins_coaching_notes_with_anything_else() -> None:
    """Its tables are named in one module of queries, and that module names no other table."""
    naming = {
        name_of(file)
        for file in modules()
        if re.search(r"coaching_(?:threads|notes)\b", file.read_text("utf-8")) and "versions" not in file.parts
    }
    assert naming == {"portal/store/care_tables.py", "portal/store/coaching.py"}
    file = PACKAGE / "store" / "coaching.py"
    tables = {name for module, name in imports(file) if module.endswith("tables")}
    assert tables == {"coaching_threads", "coaching_notes"}
    assert COUNTS.findall(file.read_text("utf-8")) == []


def test_thanks_and_lessons_are_never_counted_or_ranked() -> None:
    for name in ("store/thanks.py", "store/lessons.py", "acts/wall.py", "acts/keep_lesson.py", "desk/thanks_views.py"):
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", (PACKAGE / name).read_text("utf-8"))
        assert COUNTS.findall(code) == [], name
    for column in ("thanks.c.person", "lessons.c.person", "thanks.c.on_wall_since"):
        users = [name_of(file) for file in modules() if re.search(rf"\b{re.escape(column)}\b", file.read_text("utf-8"))]
        assert users == [f"portal/store/{column.split('.')[0]}.py"], column
