"""How often each script is used, and how much of each reply was the responder's own."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from portal.store.desk_tables import script_uses

_ADD = insert(script_uses)
_COUNTS = select(script_uses.c.script, func.count().label("uses")).group_by(script_uses.c.script)


def record_use(conn: Connection, script: str, report_id: int, person: str, own_words: int, at: datetime) -> None:
    values = {"script": script, "report_id": report_id, "person": person, "edited_words": own_words, "at": at}
    conn.execute(_ADD, values)


def uses(conn: Connection) -> dict[str, int]:
    """How often each script was used."""
    return {row.script: row.uses for row in conn.execute(_COUNTS)}
