"""Every row of a database as a line of text that means the same on SQLite and on PostgreSQL, in any version of ours.

A line is a JSON list of the values in the order of the table's columns; an instant is written in UTC as
`2026-11-22 09:00:00.000000`, a day as `2026-11-22`. What follows from other rows (the index of the search) is left out.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from portal.errors import StoreError
from portal.store.search_index import belongs_to_index

Kind = Literal["whole", "truth", "instant", "day", "text"]
ROWS_A_BATCH = 2_000
_VERSION = "alembic_version"
_SPELLED: tuple[Kind, ...] = ("instant", "day")
_INSTANT = "%Y-%m-%d %H:%M:%S.%f"
_MODULUS = 1 << 256
_types: dict[Kind, TypeEngine[Any]] = {
    "whole": Integer(),
    "truth": Boolean(),
    "instant": DateTime(timezone=True),
    "day": Date(),
    "text": Text(),
}
_as_line = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table as it is in one database: its columns with what they hold; `of_itself` name a row of the same table."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...]
    of_itself: tuple[str, ...] = ()

    def as_table(self) -> Table:
        return Table(self.name, MetaData(), *(Column(name, _types[kind]) for name, kind in self.columns))


@dataclass(slots=True)
class Digest:
    """How many rows, and the sum of their SHA-256: the same for the same rows in whatever order."""

    rows: int = 0
    total: int = 0

    def add(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.rows += 1
            self.total = (self.total + int.from_bytes(sha256(line).digest())) % _MODULUS

    def as_data(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256_sum": f"{self.total:064x}"}


def table_shapes(conn: Connection) -> tuple[TableShape, ...]:
    """Every table of ours but the schema's version, each after those that it refers to. The parts of one are not told.

    Raises StoreError for a table that is none of ours.
    """
    inspector = inspect(conn)
    names = [name for name, _ in inspector.get_sorted_table_and_fkc_names() if name]
    left_out = {_VERSION, *_parts(conn)}
    return tuple(_shape(inspector, name) for name in names if name not in left_out and not belongs_to_index(name))


def _parts(conn: Connection) -> set[str]:
    """Those that deploy/postgresql-partitions.sql makes: what stands in them stands in the table that they divide."""
    if conn.dialect.name == "sqlite":
        return set()
    return set(conn.scalars(text("SELECT relname FROM pg_class WHERE relispartition AND pg_table_is_visible(oid)")))


def row_lines(conn: Connection, shape: TableShape) -> Iterator[list[bytes]]:
    """All rows of a table in the order of its key, some thousands at a time; memory does not grow with the table."""
    table = shape.as_table()
    is_sqlite = conn.dialect.name == "sqlite"
    # SQLite keeps instants and days as the text that we write; taking it as text spares making and unmaking each.
    columns = [
        type_coerce(table.c[name], Text()).label(name) if kind in _SPELLED and is_sqlite else table.c[name]
        for name, kind in shape.columns
    ]
    spelled = [place for place, (_, kind) in enumerate(shape.columns) if kind in _SPELLED and not is_sqlite]
    all_rows = select(*columns).order_by(*(table.c[name] for name in shape.key))
    for batch in conn.execute(all_rows, execution_options={"yield_per": ROWS_A_BATCH}).partitions():
        yield [_line(row, spelled) for row in batch]


def read_line(line: bytes, shape: TableShape) -> dict[str, Any]:
    """A row by column, as a database takes it. Raises StoreError for a line that is no row of the table."""
    try:
        values = json.loads(line)
        return {name: _read(value, kind) for (name, kind), value in zip(shape.columns, values, strict=True)}
    except (ValueError, TypeError) as error:
        raise StoreError(f"A line of {shape.name} is no row of it: {error}. Nothing was changed.") from error


def digest_of(conn: Connection, shape: TableShape) -> Digest:
    digest = Digest()
    for lines in row_lines(conn, shape):
        digest.add(lines)
    return digest


def _line(row: Any, spelled: list[int]) -> bytes:
    values = list(row)
    for place in spelled:
        value = values[place]
        if isinstance(value, datetime):
            values[place] = value.astimezone(UTC).strftime(_INSTANT)
        elif value is not None:
            values[place] = value.isoformat()
    return _as_line(values).encode("ascii")


def _read(value: Any, kind: Kind) -> Any:
    if kind == "instant" and value is not None:
        return datetime.strptime(value, _INSTANT).replace(tzinfo=UTC)
    return date.fromisoformat(value) if kind == "day" and value is not None else value


def _shape(inspector: Any, name: str) -> TableShape:
    columns = tuple((column["name"], _kind(name, column)) for column in inspector.get_columns(name))
    of_itself = tuple(
        column
        for foreign in inspector.get_foreign_keys(name)
        if foreign["referred_table"] == name
        for column in foreign["constrained_columns"]
    )
    return TableShape(name, columns, tuple(inspector.get_pk_constraint(name)["constrained_columns"]), of_itself)


def _kind(table: str, column: Any) -> Kind:
    found = next((kind for kind, type_ in _types.items() if isinstance(column["type"], type(type_))), None)
    if found is None:
        raise StoreError(
            f"The table {table} is none of ours: its column {column['name']} is of a type that we do not use. "
            "Give Forthright a database of its own."
        )
    return found
