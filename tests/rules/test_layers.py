"""The rooms of the project and who may look into which. DESIGN §6."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.sources import PACKAGE, ROOT, imports, modules, name_of

PURE = ("promises", "reports", "team", "library")
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
MAX_LINES = 250
SQL_PACKAGES = {"sqlalchemy", "alembic", "sqlite3", "pysqlite3", "psycopg"}


def test_imports_go_downward_only() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_module_is_short_enough_to_be_one_idea() -> None:
    """A migration is a record of what was done, and is left as it is."""
    lengths = {name_of(f): len(f.read_text("utf-8").splitlines()) for f in modules() if "versions" not in f.parts}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


def test_an_init_file_holds_a_docstring_and_nothing_else() -> None:
    for file in PACKAGE.rglob("__init__.py"):
        body = ast.parse(file.read_text("utf-8")).body
        assert len(body) == 1, name_of(file)
        assert ast.get_docstring(ast.parse(file.read_text("utf-8"))), name_of(file)


def test_every_module_says_what_it_is() -> None:
    assert [name_of(file) for file in modules() if not ast.get_docstring(ast.parse(file.read_text("utf-8")))] == []


@pytest.mark.parametrize("file", modules(*PURE), ids=name_of)
def test_the_rules_in_the_middle_never_read_the_time(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"line {node.lineno}: take the instant as an argument"
    assert not {("time", name) for name in ("time", "time_ns")}.intersection(imports(file))


def test_only_the_store_holds_sql() -> None:
    """Elsewhere a connection may be passed on, by its type; nothing else of a database package is known."""
    for file in modules():
        if file.is_relative_to(PACKAGE / "store"):
            continue
        for module, name in imports(file):
            if module.split(".")[0] in SQL_PACKAGES:
                assert (module, name) in {("sqlalchemy", "Connection"), ("sqlalchemy", "Engine")}, name_of(file)
        assert ".execute(" not in file.read_text("utf-8"), name_of(file)
