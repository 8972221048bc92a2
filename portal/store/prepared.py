"""Statements of the few requests that everybody waits for, prepared once.

On SQLite a statement takes two microseconds, and SQLAlchemy's way to it fifty, so these go straight to the driver: with
the SQL that SQLAlchemy has written, and the values as its types turn them. PostgreSQL is asked by SQLAlchemy as ever,
for there the way over the network counts; so is SQLite while somebody listens to the engine's statements.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exc
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import Executable

Values = Mapping[str, Any]
_Turn = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """SQL with its values in order: the name of each and how its type turns it; how the types turn what comes back."""

    sql: str
    given: tuple[tuple[str, _Turn], ...]
    constants: Values
    back: tuple[_Turn, ...]

    def in_order(self, values: Values) -> tuple[Any, ...]:
        known = {**self.constants, **values} if self.constants else values
        return tuple([known[name] if turn is None else turn(known[name]) for name, turn in self.given])

    def as_told(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple([value if turn is None else turn(value) for value, turn in zip(row, self.back, strict=True)])


class Prepared:
    """A statement without lists of open length, or one for each dialect by its name. `given` names its values where the
    statement does not, as in an INSERT; `back` are the columns that it answers with.
    """

    def __init__(
        self,
        statement: Executable | Mapping[str, Executable],
        *,
        given: Iterable[str] = (),
        back: Iterable[ColumnElement[Any]] = (),
    ) -> None:
        self._statement = statement
        self._given = list(given) or None
        self._back = tuple(back)
        self._ready: _Ready | None = None

    def rows(self, conn: Connection, values: Values) -> list[tuple[Any, ...]]:
        """What the statement answers with. Raises what SQLAlchemy would."""
        if not _goes_straight(conn):
            return [tuple(row) for row in conn.execute(self._for(conn), dict(values))]
        ready = self._made_ready(conn)
        with _told_by_sqlalchemy(conn, ready.sql):
            found = _driver(conn).execute(ready.sql, ready.in_order(values)).fetchall()
        return [ready.as_told(row) for row in found]

    def row(self, conn: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row; None where there is none."""
        found = self.rows(conn, values)
        return found[0] if found else None

    def run(self, conn: Connection, rows: Sequence[Values]) -> None:
        """Once for each of the rows; what it answers is of no interest. Nothing is asked for no row."""
        if not rows:
            return
        if not _goes_straight(conn):
            conn.execute(self._for(conn), [dict(values) for values in rows])
            return
        ready = self._made_ready(conn)
        with _told_by_sqlalchemy(conn, ready.sql):
            _driver(conn).executemany(ready.sql, [ready.in_order(values) for values in rows])

    def _for(self, conn: Connection) -> Any:
        statement = self._statement
        return statement[conn.dialect.name] if isinstance(statement, Mapping) else statement

    def _made_ready(self, conn: Connection) -> _Ready:
        if self._ready is None:
            compiled = self._for(conn).compile(dialect=conn.dialect, column_keys=self._given)
            binds = compiled.binds
            types = [(name, binds[name].type.dialect_impl(conn.dialect)) for name in compiled.positiontup or ()]
            self._ready = _Ready(
                str(compiled),
                tuple((name, each.bind_processor(conn.dialect)) for name, each in types),
                {name: bind.value for name, bind in binds.items() if not bind.required},
                tuple(
                    column.type.dialect_impl(conn.dialect).result_processor(conn.dialect, None) for column in self._back
                ),
            )
        return self._ready


class _told_by_sqlalchemy:  # noqa: N801
    """Errors of the driver become those that SQLAlchemy raises, without the values, which people wrote."""

    def __init__(self, conn: Connection, sql: str) -> None:
        self._conn, self._sql = conn, sql

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        base = self._conn.dialect.loaded_dbapi.Error
        if isinstance(error, base):
            raise exc.DBAPIError.instance(self._sql, None, error, base, hide_parameters=True) from error


def _goes_straight(conn: Connection) -> bool:
    return conn.dialect.name == "sqlite" and not conn.dispatch.before_cursor_execute


def _driver(conn: Connection) -> Any:
    return conn.connection.driver_connection
