"""`portal` with a clock that is ahead: `portal_ahead.py FILE VERB …`, where FILE holds by how many seconds."""

import sys
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from portal.acts import workplace
from portal.cli.main import main

_ahead = Path(sys.argv.pop(1))


class AheadOfTime(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = UTC) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(seconds=float(_ahead.read_text()))


workplace.datetime = AheadOfTime  # type: ignore[attr-defined]
main()
