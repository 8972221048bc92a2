"""The `portal` command by a clock that a test sets: the file named by FORTHRIGHT_CLOCK holds seconds to be added.

Only what the acts take for the present instant moves; the machine's own clock, which others use too, stays.
"""

import os
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import portal.acts.workplace as workplace
from portal.cli.main import main

CLOCK = "FORTHRIGHT_CLOCK"


class _SetByUs(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        try:
            ahead_s = float(Path(os.environ[CLOCK]).read_text("ascii"))
        except (OSError, ValueError):  # nobody has set it, or is about to
            ahead_s = 0.0
        return datetime.now(tz) + timedelta(seconds=ahead_s)


if __name__ == "__main__":
    workplace.datetime = _SetByUs  # type: ignore[attr-defined]
    main()
