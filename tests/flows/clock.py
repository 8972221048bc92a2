"""Time passes for the outbox of a stopped portal: the one thing that a test cannot wait for."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path


def let_time_pass(site: Path, minutes: int) -> None:
    """Everything that the outbox waits for lies `minutes` nearer; the portal must not be running."""
    shift = timedelta(minutes=minutes)
    with closing(sqlite3.connect(site / "var" / "portal.db")) as database, database:
        for column in ("due_at", "leased_until"):
            rows = database.execute(f"SELECT id, {column} FROM notices WHERE {column} IS NOT NULL").fetchall()
            for key, at in rows:
                earlier = (datetime.fromisoformat(at) - shift).strftime("%Y-%m-%d %H:%M:%S.%f")
                database.execute(f"UPDATE notices SET {column} = ? WHERE id = ?", (earlier, key))
