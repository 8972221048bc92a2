"""Which publication this host took up last. Whoever holds the lock and finds it unfinished knows its process has died.

The store cannot say that: there it may as well be the work of another host.
"""

import json
from contextlib import suppress
from datetime import datetime

from portal.editing.content_lock import FOLDER
from portal.settings import Settings

_FILE = "taken"
_AT_ONCE = 3
"""So often one is taken up again at once: what kills its process each time must not do so without a pause."""


def note_taken(settings: Settings, publication_id: int, at: datetime) -> None:
    """The caller holds the lock. What cannot be noted is taken up again later, as another host's would be."""
    times = 1 + _times(settings, publication_id)
    with suppress(OSError):
        note = {"publication": publication_id, "at": at.isoformat(), "times": times}
        (settings.var_dir / FOLDER / _FILE).write_text(json.dumps(note), "utf-8")


def taken_here(settings: Settings, publication_id: int) -> datetime | None:
    """When this host took it up, where it did and may go on at once. The caller holds the lock."""
    note = _note(settings)
    if note.get("publication") != publication_id or _times(settings, publication_id) > _AT_ONCE:
        return None
    return datetime.fromisoformat(str(note["at"]))


def _times(settings: Settings, publication_id: int) -> int:
    note = _note(settings)
    return int(str(note["times"])) if note.get("publication") == publication_id else 0


def _note(settings: Settings) -> dict[str, object]:
    try:
        found = json.loads((settings.var_dir / FOLDER / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.keys() == {"publication", "at", "times"} else {}
