"""What a database says when it cannot do its work, in words for the person who can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from portal.errors import SchemaMismatch, StoreUnavailable

# Primary result codes of SQLite (sqlite.org/rescode.html).
_SQLITE = {
    3: ("may not be used", "Let the user that runs Forthright read and write the file and its folder."),
    5: ("is busy", "Another process has held it too long. Try again; if it stays so, find the process that hangs."),
    6: ("is busy", "Another process has held it too long. Try again; if it stays so, find the process that hangs."),
    8: ("cannot be written", "Let the user that runs Forthright write the file and its folder."),
    10: ("cannot be read or written", "Look at the disk, and at the system's log."),
    11: ("is damaged", "Stop Forthright and restore the file from a backup."),
    13: ("has no room left", "Free space on its disk."),
    14: (
        "cannot be opened",
        "Check database_url, and let the user that runs Forthright write the file and its folder.",
    ),
    15: ("is busy", "Another process has held it too long. Try again; if it stays so, find the process that hangs."),
    26: ("is not a database", "Check database_url; it names a file of another kind, or a damaged one."),
}
_POSTGRESQL = "Check that PostgreSQL runs, that database_url is right and that its disk has room."
_BAD_QUERY = ("invalid connection option", "bad value for")  # in the query of database_url; it has no SQLSTATE
_READ_ONLY = "25006"
_UNDEFINED_TABLE, _UNDEFINED_COLUMN = "42P01", "42703"


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raises StoreUnavailable or SchemaMismatch in place of what the driver raised, and lets faults of ours through.

    `name` is how the operator knows the database, without its password.
    """
    try:
        yield
    except exc.DBAPIError as error:
        explanation = _explanation(name, error)
        if explanation is None:
            raise
        raise explanation from error
    except exc.TimeoutError as error:
        raise StoreUnavailable(
            f"The database {name} is busy: every connection is in use. Nothing was saved. Try again in a moment."
        ) from error


def _explanation(name: str, error: exc.DBAPIError) -> StoreUnavailable | SchemaMismatch | None:
    cause = error.orig
    said = (str(cause).strip().splitlines() or ["no reason given"])[0].rstrip(".")
    sqlite_code = getattr(cause, "sqlite_errorcode", None)
    sqlstate = getattr(cause, "sqlstate", None)
    if said.startswith(("no such table", "no such column")) or sqlstate in (_UNDEFINED_TABLE, _UNDEFINED_COLUMN):
        return SchemaMismatch(f"The database {name} lacks what this version needs: {said}. Run `portal upgrade`.")
    if sqlite_code is not None:
        if sqlite_code & 0xFF not in _SQLITE:
            return None
        what, remedy = _SQLITE[sqlite_code & 0xFF]
        return StoreUnavailable(f"The database {name} {what}: {said}. Nothing was saved. {remedy}")
    if sqlstate == _READ_ONLY:
        return StoreUnavailable(f"The database {name} cannot be written: {said}. Nothing was saved. {_POSTGRESQL}")
    if isinstance(error, exc.OperationalError) or error.connection_invalidated or said.startswith(_BAD_QUERY):
        return StoreUnavailable(f"The database {name} does not answer: {said}. Nothing was saved. {_POSTGRESQL}")
    return None
