"""A page's file is written whole, and can be put back as it was, also by the process after one that died.

What it was, what was written and what came of it lie in var/ until the store has kept the end of the publication.
"""

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from portal.durable import sync
from portal.editing.content_lock import FOLDER
from portal.editing.outcomes import Outcome, Told
from portal.errors import EditRefused
from portal.library.content_files import KeptFile, read_page
from portal.settings import Settings

_NOTHING = b"\0there was no file"
_WRITTEN, _TOLD, _CAME_OF = "written", "told", "came_of"


class WrittenPage:
    """The file of one publication. The caller holds the lock."""

    def __init__(self, settings: Settings, publication_id: int, source: str) -> None:
        self._site_dir, self._source = settings.site_dir, source
        folder = settings.var_dir / FOLDER
        self._before, self._note = folder / f"{publication_id}.before", folder / f"{publication_id}.json"

    @property
    def was_begun(self) -> bool:
        """Whether it was begun to be written, by this process or by one that died."""
        return self._before.exists()

    @property
    def told(self) -> Told | None:
        """What was said to change when it was begun; by now it may be what readers see. None before that."""
        return self._noted().get(_TOLD) if self.was_begun else None

    @property
    def came_of(self) -> Outcome | None:
        """The outcome of one that is live already, and that the store has not heard of."""
        return self._noted().get(_CAME_OF)

    def write(self, now: KeptFile, octets: bytes, told: Told) -> None:
        """Put `octets` in place of the file as it is `now`. Raises EditRefused if it is another meanwhile, OSError."""
        if not self.was_begun:
            self._keep({_WRITTEN: sha256(octets).hexdigest(), _TOLD: list(told)})
            _write_whole(self._before, _NOTHING if now.octets is None else now.octets)
        if read_page(self._site_dir, self._source).hash != now.hash:
            self.is_final()
            raise EditRefused("The file changed in the moment in which it was to be written. Nothing was overwritten.")
        now.page.file.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(now.page.file, octets)

    def put_back(self) -> bool:
        """The file is as it was before the publication; False where somebody else has saved it since. Raises OSError.

        What they saved is left alone.
        """
        if not self.was_begun:
            return True
        before, file = self._before.read_bytes(), self._site_dir / self._source
        was = None if before == _NOTHING else before
        now = file.read_bytes() if file.exists() else None
        is_ours = now is not None and sha256(now).hexdigest() == self._noted().get(_WRITTEN)
        if is_ours and was is None:
            file.unlink()
        elif is_ours and was is not None and was != now:
            _write_whole(file, was)
        self.is_final()
        return is_ours or was == now

    def is_live(self, outcome: Outcome) -> None:
        """Readers see it: whatever happens from here on, this is what came of it. Raises OSError."""
        self._keep({**self._noted(), _CAME_OF: dict(outcome)})

    def is_final(self) -> None:
        """The publication has ended, so nothing is put back any more. Raises OSError."""
        self._before.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _noted(self) -> dict[str, Any]:
        """Empty where nothing was noted, or where what was cannot be read."""
        try:
            found = json.loads(self._note.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _keep(self, note: Mapping[str, Any]) -> None:
        self._note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(self._note, json.dumps(note).encode())


def _write_whole(file: Path, octets: bytes) -> None:
    """A reader sees the old or the new one. Files that begin with a dot are no content."""
    staged = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with staged.open("wb") as stream:
            stream.write(octets)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            staged.chmod(stat.S_IMODE(file.stat().st_mode))
        staged.replace(file)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
    sync(file.parent)
