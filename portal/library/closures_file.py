"""From a calendar's `closures: closures.ics` to closed time. The file lies in content/ and is never published."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath

from portal.errors import ClosuresError
from portal.library.problems import Problem
from portal.library.source_text import read_source
from portal.library.survey import CLOSURES_ENDING, PUBLIC
from portal.promises.calendars import HOLIDAY_YEARS
from portal.promises.closed_time import ClosedTime

_COMMAND = (sys.executable, "-c", "from portal.library.closures_worker import serve; serve()")
_MOST_WAITED_S = 30.0
"""Far longer than the process gives itself on the processor; a busy machine may need it."""


def closed_time_in(content_dir: Path, written: object, time_zone: str) -> ClosedTime:
    """What the file closes in HOLIDAY_YEARS. `written` is the value of `closures`, `time_zone` a known zone.

    Raises ClosuresError.
    """
    name, file = _file_named(content_dir, written)
    text = read_source(file, name)
    if isinstance(text, Problem):
        remedy = text.remedy
        if "larger than" in text.what:
            remedy = f"Keep to closures from {HOLIDAY_YEARS[0]} on, without pictures and attachments."
        raise ClosuresError(f"`{name}` cannot be used. {text.what}", remedy)
    try:
        return _worked_out(text, time_zone)
    except ClosuresError as error:
        raise ClosuresError(f"`{name}` cannot be used. {error.what}", error.remedy) from None


def source_of(written: object) -> str | None:
    """The file's path from the site folder, if `written` is the value of `closures` that names one inside content/."""
    if not isinstance(written, str):
        return None
    path = PurePosixPath(written.strip())
    parts = [part for part in path.parts if part != "."]
    return "/".join(("content", *parts)) if parts and ".." not in parts and not path.is_absolute() else None


def _file_named(content_dir: Path, written: object) -> tuple[str, Path]:
    """The path as written, and the file. Raises ClosuresError."""
    if not isinstance(written, str) or not written.strip():
        raise ClosuresError("`closures` names no file.", "Write one path, such as `closures: closures.ics`.")
    name = written.strip()
    file = content_dir / name
    source = source_of(name)
    if source is None or not _lies_in(content_dir, file):
        remedy = "Copy the file into `content` and write its path from there, such as `closures.ics`."
        raise ClosuresError(f"`{name}` lies outside `content`.", remedy)
    if source.startswith(PUBLIC + "/"):
        what = f"`{name}` lies in `public`, where everything is published."
        raise ClosuresError(what, "Move it to `content`, and write its new path.")
    if not name.endswith(CLOSURES_ENDING):
        raise ClosuresError(f"`{name}` is not named as an iCalendar file.", f"Let its name end in `{CLOSURES_ENDING}`.")
    if not _is_file(file):
        remedy = "Add it, or correct the path, which counts from `content`."
        raise ClosuresError(f"There is no file `{name}` in `content`.", remedy)
    return name, file


def _lies_in(content_dir: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(content_dir.resolve())
    except (OSError, RuntimeError, ValueError):
        return False  # a link in a circle, or no name of a file at all


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False  # such as a name that is too long


@lru_cache(maxsize=16)
def _worked_out(text: str, time_zone: str) -> ClosedTime:
    return closed_time_of(text, time_zone)


def closed_time_of(text: str, time_zone: str) -> ClosedTime:
    """What an iCalendar text takes out of HOLIDAY_YEARS. Raises ClosuresError.

    Worked out in a process that can be killed: portal.library.closures_worker.
    """
    question = {"text": text, "time_zone": time_zone, "years": (HOLIDAY_YEARS[0], HOLIDAY_YEARS[-1])}
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and words
            _COMMAND,
            input=json.dumps(question).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
            timeout=_MOST_WAITED_S,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    if sys.platform != "win32" and done.returncode == -signal.SIGPROF:
        raise _too_slow()
    if done.returncode:
        raise ClosuresError(
            "It cannot be worked out here.", "Try again; if it stays so, simplify its recurring events."
        )
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise ClosuresError(*answer["fault"])
    return ClosedTime(
        frozenset(map(date.fromisoformat, answer["dates"])),
        {
            date.fromisoformat(day): tuple((start, end) for start, end in hours)
            for day, hours in answer["breaks"].items()
        },
    )


def _too_slow() -> ClosuresError:
    what = "Its recurring events take too long to be written out."
    return ClosuresError(what, "Let each begin in recent years, and recur by simple rules.")
