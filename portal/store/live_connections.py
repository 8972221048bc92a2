"""After a restart of PostgreSQL, a connection that died is replaced before anybody meets it.

Whether it lives is asked of one that has lain idle for a while. Asking each time, as SQLAlchemy's pre-ping does, is a
way over the network more for every transaction; and no server is back within so short a time as this.
"""

from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

IDLE_S = 0.05
_LAID_DOWN_AT = "portal_laid_down_at"


def replace_dead_connections(engine: Engine) -> None:
    dialect: Any = engine.dialect

    @event.listens_for(engine, "checkin")
    def note(_connection: object, record: Any) -> None:
        record.info[_LAID_DOWN_AT] = monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: object, record: Any, _proxy: object) -> None:
        laid_down_at = record.info.get(_LAID_DOWN_AT)
        if laid_down_at is None or monotonic() - laid_down_at < IDLE_S:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            # The pool then opens another, and does so for all that were open by now.
            raise InvalidatePoolError from error
