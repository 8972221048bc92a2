"""What the database's own clock shows."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text


def server_clock(conn: Connection) -> datetime | None:
    """In UTC; None for SQLite, whose clock is ours."""
    if conn.dialect.name == "sqlite":
        return None
    found: datetime = conn.execute(text("SELECT clock_timestamp()")).scalar_one()
    return found.astimezone(UTC)
