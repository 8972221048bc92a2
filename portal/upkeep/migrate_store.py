"""A store moves to another database, of the same kind or of another: SQLite to PostgreSQL, and back."""

from dataclasses import dataclass

from portal.errors import StoreError
from portal.store.carrying import fill_empty, last_numbers, rows_of
from portal.store.engine import Store
from portal.store.schema import version_of
from portal.store.table_rows import Digest, digest_of, table_shapes


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows of each table were carried over and found there as they were, and the steps of the schema after."""

    rows: dict[str, int]
    steps: tuple[str, ...]


def migrate_store(source: Store, target: Store) -> Moved:
    """Carry everything from one database into another without tables, all of it or nothing; the source is only read.

    Raises StoreError where the source has no tables, the target has some, somebody writes to the source meanwhile, or
    a row does not arrive as it was; SchemaMismatch, StoreUnavailable.
    """
    version = version_of(source)
    if version is None:
        raise StoreError(f"The database {source.name} has none of our tables. Name the one that is in use.")
    with source.reading() as conn:
        shapes = {shape.name: shape for shape in table_shapes(conn)}
        numbers = last_numbers(conn)
        digests = {name: Digest() for name in shapes}

        def require_at_rest() -> None:
            with source.reading() as later:
                if last_numbers(later) != numbers or any(
                    digest_of(later, shape) != digests[name] for name, shape in shapes.items()
                ):
                    raise StoreError(
                        f"Somebody wrote to {source.name} meanwhile, so nothing was carried over. Stop every process "
                        "of the portal, then run this again."
                    )

        steps = fill_empty(
            target,
            version,
            shapes,
            lambda shape: rows_of(conn, shape, digests[shape.name]),
            numbers,
            digests,
            require_at_rest,
        )
    return Moved({name: digest.rows for name, digest in digests.items()}, steps)
