"""Statements of the few requests that everybody waits for, prepared once.

On SQLite a statement takes two microseconds, and SQLAlchemy's way to it fifty, so these go straight to the driver: with
the SQL that SQLAlchemy has written, and the values as its types turn them. On PostgreSQL the way over the network
counts: those that do not need one another's answers go together, and what is asked by itself is asked by SQLAlchemy as
ever. While somebody listens to the engine's statements, all are SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import Executable

from portal.store.straight import ask, ask_for_each, ask_together

Values = Mapping[str, Any]
_Turn = Callable[[Any], Any]
_Turns = tuple[tuple[int, _Turn], ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """SQL; the names of its values, and how they are put in order; at which places types turn what is given, and what
    comes back.

    Nothing turns None, which is NULL in every type.
    """

    sql: str
    names: tuple[str, ...]
    ordered: Callable[[Values], tuple[Any, ...]]
    given: _Turns
    constants: Values
    back: _Turns

    def in_order(self, values: Values) -> Sequence[Any]:
        in_order = self.ordered({**self.constants, **values} if self.constants else values)
        return _turned(in_order, self.given) if self.given else in_order

    def by_name(self, values: Values) -> Values:
        return dict(zip(self.names, self.in_order(values), strict=True))

    def as_told(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [tuple(_turned(row, self.back)) for row in rows] if self.back else rows


def _turned(row: Sequence[Any], turns: _Turns) -> list[Any]:
    values = list(row)
    for place, turn in turns:
        value = values[place]
        if value is not None:
            values[place] = turn(value)
    return values


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
        self._ready: dict[str, _Ready] = {}

    def rows(self, conn: Connection, values: Values) -> list[tuple[Any, ...]]:
        """What the statement answers with. Raises what SQLAlchemy would."""
        if not _goes_straight(conn):
            return [tuple(row) for row in conn.execute(self._for(conn), dict(values))]
        ready = self.ready(conn)
        return ready.as_told(ask(conn, ready.sql, ready.in_order(values)))

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
        ready = self.ready(conn)
        if len(rows) == 1:
            ask(conn, ready.sql, ready.in_order(rows[0]))
        else:
            ask_for_each(conn, ready.sql, [ready.in_order(values) for values in rows])

    def _for(self, conn: Connection) -> Any:
        statement = self._statement
        return statement[conn.dialect.name] if isinstance(statement, Mapping) else statement

    def ready(self, conn: Connection) -> _Ready:
        return self._ready.get(conn.dialect.name) or self._made_ready(conn)

    def _made_ready(self, conn: Connection) -> _Ready:
        dialect = conn.dialect
        compiled = self._for(conn).compile(dialect=dialect, column_keys=self._given)
        names, binds = tuple(compiled.positiontup or compiled.bind_names.values()), compiled.binds
        given = [binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
        back = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in self._back]
        ready = self._ready[dialect.name] = _Ready(
            str(compiled),
            names,
            _ordered_by(names),
            tuple((place, turn) for place, turn in enumerate(given) if turn),
            {name: bind.value for name, bind in binds.items() if not bind.required},
            tuple((place, turn) for place, turn in enumerate(back) if turn),
        )
        return ready


Question = tuple[Prepared, Values]
Write = tuple[Prepared, Sequence[Values]]


def rows_together(conn: Connection, questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
    """`rows` of each, none of which needs the answer of another."""
    if not is_quiet_postgresql(conn):
        return [prepared.rows(conn, values) for prepared, values in questions]
    asked = [(prepared.ready(conn), values) for prepared, values in questions]
    answers = ask_together(conn, [(ready.sql, ready.by_name(values)) for ready, values in asked])
    return [ready.as_told(rows) for (ready, _), rows in zip(asked, answers, strict=True)]


def run_together(conn: Connection, writes: Iterable[Write]) -> None:
    """`run` of each, in order."""
    if not is_quiet_postgresql(conn):
        for prepared, rows in writes:
            prepared.run(conn, rows)
        return
    asked = [(prepared.ready(conn), values) for prepared, rows in writes for values in rows]
    ask_together(conn, [(ready.sql, ready.by_name(values)) for ready, values in asked])


def _ordered_by(names: Sequence[str]) -> Callable[[Values], tuple[Any, ...]]:
    """Raises KeyError for a value that is missing."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)  # of one name, itemgetter gives no tuple


def _goes_straight(conn: Connection) -> bool:
    return conn.dialect.name == "sqlite" and not conn.dispatch.before_cursor_execute


def is_quiet_postgresql(conn: Connection) -> bool:
    """Whether what is asked of PostgreSQL may go straight to it: nobody listens."""
    return conn.dialect.name == "postgresql" and not conn.dispatch.before_cursor_execute
