"""Insights are about the organisation: no query of theirs reads who owns, wrote or did anything. DESIGN §1.5."""

import ast
import re
from typing import Any

from sqlalchemy import event

from portal.acts.insights import insights
from portal.acts.workplace import Workplace
from portal.store.tables import metadata
from tests.rules.sources import PACKAGE
from tests.workplaces import clock, sqlite_workplace

__all__ = ["clock", "sqlite_workplace"]

OF_PEOPLE = {
    *("owner", "author", "author_kind", "person", "recipient", "opened_by", "said_by", "proposed_by", "decided_by"),
    *("ended_by", "made_by", "settled_by", "giver", "responder", "coach", "other", "instead_of", "team"),
}
SOURCES = sorted((PACKAGE / "store").glob("insights*.py"))


def test_no_query_of_the_insights_names_a_column_of_people() -> None:
    assert len(SOURCES) == 3
    for file in SOURCES:
        named = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert named & OF_PEOPLE == set(), file.name


def test_no_query_of_the_insights_takes_a_whole_table_along() -> None:
    tables = set(metadata.tables)
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "select":
                whole = {each.id for each in node.args if isinstance(each, ast.Name)} & tables
                assert whole == set(), f"{file.name}:{node.lineno}"


def test_nothing_that_is_sent_to_the_database_for_them_reads_a_column_of_people(sqlite_workplace: Workplace) -> None:
    """Whatever function a statement comes from."""
    sent: list[str] = []

    def keep(_conn: Any, _cursor: Any, sql: str, *_: Any) -> None:
        sent.append(sql)

    with sqlite_workplace.store.reading() as conn:
        engine = conn.engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        insights(sqlite_workplace, 26)
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    assert len(sent) > 8
    assert OF_PEOPLE & {word for sql in sent for word in re.findall(r"\w+", sql)} == set()
