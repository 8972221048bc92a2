"""Lengths of time in SQL, alike on SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement[int]):  # noqa: N801 - it reads as a function of SQL
    """From one instant to another, in whole seconds; None where either is."""

    type = Integer()
    inherit_cache = True

    def __init__(self, start: ColumnElement[Any], end: ColumnElement[Any]) -> None:
        super().__init__(start, end)


@compiles(seconds_between, "sqlite")
def _on_sqlite(element: FunctionElement[int], compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER))"


@compiles(seconds_between, "postgresql")
def _on_postgresql(element: FunctionElement[int], compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(each, **options) for each in element.clauses)
    return f"CAST(floor(extract(epoch FROM {end})) - floor(extract(epoch FROM {start})) AS BIGINT)"
