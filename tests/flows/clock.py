"""Time passes: the one thing that a test cannot wait for."""

import shlex
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.flows.sample import ZONE


class MovedClock:
    """The clock of every process of `command`, which is `portal` for tests that move it on; it goes on by itself too.

    It starts at noon where the sample is, so that nothing depends on the hour of the test.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ahead"
        self.command = folder / "portal"
        program = (sys.executable, Path(__file__).with_name("portal_ahead.py"), self._file)
        self.command.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, program))} "$@"\n')
        self.command.chmod(0o755)
        now = datetime.now(ZoneInfo(ZONE))
        self._ahead = (now + timedelta(days=1)).replace(hour=12, minute=0, second=0) - now
        self._write()

    @property
    def now(self) -> datetime:
        """The local time."""
        return datetime.now(ZoneInfo(ZONE)) + self._ahead

    def pass_by(self, **lengths: float) -> None:
        """Move on by `minutes=2` or the like, for every process at once."""
        self._ahead += timedelta(**lengths)
        self._write()

    def _write(self) -> None:
        """Put in its place whole: others may be reading it."""
        new = self._file.with_name("new")
        new.write_text(str(self._ahead.total_seconds()))
        new.replace(self._file)


def let_time_pass(site: Path, minutes: int) -> None:
    """Everything that the outbox waits for lies `minutes` nearer; the portal must not be running."""
    shift = timedelta(minutes=minutes)
    with closing(sqlite3.connect(site / "var" / "portal.db")) as database, database:
        for column in ("due_at", "leased_until"):
            rows = database.execute(f"SELECT id, {column} FROM notices WHERE {column} IS NOT NULL").fetchall()
            for key, at in rows:
                earlier = (datetime.fromisoformat(at) - shift).strftime("%Y-%m-%d %H:%M:%S.%f")
                database.execute(f"UPDATE notices SET {column} = ? WHERE id = ?", (earlier, key))
