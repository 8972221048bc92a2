"""The process that works out closures for portal.library.closures_file: one question on its input, one answer out.

It is a process of its own because recurrence rules can be written that match nothing for thousands of years, and the
packages that follow them cannot be told to stop. It ends itself after a time on the processor; its caller kills it
where the system has no such timer.
"""

import json
import signal
import sys
from typing import Any

from portal.errors import ClosuresError

MAX_WORK_S = 2.0
_BROKEN = ("The file cannot be worked out.", "Save it afresh from your calendar program, as iCalendar (.ics).")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """`{"text", "time_zone", "years": [first, last]}` becomes `{"dates", "breaks"}` as data, or `{"fault"}`."""
    from portal.library.closure_events import closures_in
    from portal.promises.closed_time import closed_time

    years = range(question["years"][0], question["years"][1] + 1)
    _start_timer()
    try:
        closed = closed_time(closures_in(question["text"], years), question["time_zone"], years)
    except ClosuresError as error:
        return {"fault": (error.what, error.remedy)}
    except Exception:
        # Whatever the packages stumble over, the editor is told of the file, and the rest is checked as well.
        return {"fault": _BROKEN}
    return {
        "dates": sorted(day.isoformat() for day in closed.dates),
        "breaks": {day.isoformat(): hours for day, hours in closed.breaks.items()},
    }


def _start_timer() -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, MAX_WORK_S)


def serve() -> None:
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
