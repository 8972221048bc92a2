"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both know and SQLAlchemy spells once for each."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)


def insert_on_each(table: Table, finished: Callable[[Any], Any]) -> Mapping[str, Any]:
    """The same by the name of the dialect, made once for what is written often; `finished` adds what it ends with."""
    return {"postgresql": finished(postgresql.insert(table)), "sqlite": finished(sqlite.insert(table))}
