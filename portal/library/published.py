"""What the pages need from practice, as `deliver` writes it: how the promises were kept. DESIGN §6."""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from portal.errors import PromiseError, PublishError
from portal.promises.published_scorecard import PublishedScorecard, read_scorecard, scorecard_json


@dataclass(frozen=True)
class Published:
    """var/published.json, which is the site's scorecard/data.json. None: nothing was ever counted."""

    scorecard: PublishedScorecard | None = None

    @property
    def as_at(self) -> datetime | None:
        """The instant that all figures are for (UTC)."""
        return self.scorecard.as_at if self.scorecard else None


def read_published(file: Path) -> Published:
    """What `file` holds; nothing published yet if there is no file. Raises PublishError if it cannot be read."""
    try:
        stat = file.stat()
        return _read(file, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        return Published()
    except (PromiseError, OSError) as error:
        raise PublishError(
            f"{file.name} cannot be read: {error} Delete it; `portal deliver` writes it anew from the store."
        ) from error


def write_published(published: Published, file: Path) -> None:
    """Write it so that a reader sees the old or the new one, never half of it, even after a power cut."""
    if published.scorecard is None:
        raise ValueError("there is nothing to write")
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f"{file.name}.{os.getpid()}.new")
    with staged.open("w", encoding="utf-8") as stream:
        stream.write(scorecard_json(published.scorecard))
        stream.flush()
        os.fsync(stream.fileno())
    staged.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@lru_cache(maxsize=1)
def _read(file: Path, mtime_ns: int, size_bytes: int) -> Published:
    """Kept until the file changes, since `deliver` asks in every round."""
    return Published(read_scorecard(file.read_bytes()))
