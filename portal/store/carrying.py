"""A whole database goes into an empty one: at the version of the schema it had, then brought to ours. DESIGN §7."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, insert, inspect, text, update

from portal.errors import StoreError
from portal.store import schema
from portal.store.engine import Store
from portal.store.index_anew import index_anew
from portal.store.table_rows import Digest, TableShape, digest_of, read_line, row_lines, table_shapes

Lines = Iterable[list[bytes]]


def require_no_tables(store: Store) -> None:
    """Raises StoreError unless nobody has made a table in the database yet; StoreUnavailable."""
    with store.reading() as conn:
        if inspect(conn).get_table_names():
            raise StoreError(
                f"The database {store.name} is not empty: it has tables. Nothing was changed. Name one without any, "
                "as PORTAL_DATABASE_URL or in portal.toml, or move this one away first."
            )


def last_numbers(conn: Connection) -> dict[str, int]:
    """The last number that each table has given to a row, also to one that is gone: none is given twice."""
    if conn.dialect.name == "sqlite":
        if not conn.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")).first():
            return {}
        found = {
            str(row.name): int(row.seq)
            for row in conn.execute(text("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"))
        }
    else:
        sequences = conn.execute(
            text("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()")
        )
        numbers = {str(row.sequencename): int(row.last_value) for row in sequences if row.last_value is not None}
        found = {name.removesuffix("_id_seq"): number for name, number in numbers.items()}
    return dict(sorted(found.items()))


def fill_empty(
    store: Store,
    version: str,
    shapes: Mapping[str, TableShape],
    lines_of: Callable[[TableShape], Lines],
    numbers: Mapping[str, int],
    expected: Mapping[str, Digest],
    require_at_rest: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """Make the tables of `version` in a database without any, fill them, compare, and bring them to our version.

    All in one transaction, so that a database is never half filled. `shapes` come in the order in which tables refer
    to one another; a table of `version` that is not among them stays empty. `require_at_rest` is called last and may
    raise. Gives the steps that were taken after `version`. Raises StoreError where anything does not fit or does not
    come out as it went in, SchemaMismatch, StoreUnavailable.
    """
    require_no_tables(store)
    with store.writing(foreign_keys=False) as conn:
        schema.make_version(conn, store, version)
        made = {shape.name: shape for shape in table_shapes(conn)}
        for name, shape in shapes.items():
            if name not in made or set(made[name].columns) != set(shape.columns):
                raise StoreError(f"The table {name} does not fit version {version} of the schema. Nothing was changed.")
            _fill(conn, made[name], shape, lines_of(shape))
        _continue_numbers(conn, numbers)
        differing = [name for name in shapes if digest_of(conn, _in_order_of(made, shapes, name)) != expected[name]]
        if differing:
            raise StoreError(f"Not every row arrived as it was: {', '.join(differing)}. Nothing was changed.")
        steps = schema.finish(conn, store, version)
        index_anew(conn)
        require_at_rest()
    return steps


def rows_of(conn: Connection, shape: TableShape, digest: Digest) -> Lines:
    """The rows of a table, counted into `digest` on their way."""
    for lines in row_lines(conn, shape):
        digest.add(lines)
        yield lines


def _in_order_of(made: Mapping[str, TableShape], shapes: Mapping[str, TableShape], name: str) -> TableShape:
    """The table as it was made, its columns in the order of the lines."""
    return TableShape(name, shapes[name].columns, made[name].key, made[name].of_itself)


def _fill(conn: Connection, made: TableShape, shape: TableShape, batches: Lines) -> None:
    """What names a row of the same table is said once all of them are there."""
    table = shape.as_table()
    later: list[dict[str, Any]] = []
    add = insert(table)
    for lines in batches:
        rows = [read_line(line, shape) for line in lines]
        for row in rows:
            if any(row[column] is not None for column in made.of_itself):
                keys = {f"key_{column}": row[column] for column in made.key}
                later.append(keys | {f"to_{column}": row[column] for column in made.of_itself})
                row.update(dict.fromkeys(made.of_itself))
        if rows:
            conn.execute(add, rows)
    if later:
        change = update(table).values({column: bindparam(f"to_{column}") for column in made.of_itself})
        conn.execute(change.where(*(table.c[column] == bindparam(f"key_{column}") for column in made.key)), later)


def _continue_numbers(conn: Connection, numbers: Mapping[str, int]) -> None:
    for table, number in numbers.items():
        given = {"table": table, "number": number}
        if conn.dialect.name == "sqlite":
            # A table may stand there with 0, and a second row for it would never be read.
            conn.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), given)
            conn.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"), given)
        else:
            conn.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :number)"), given)
