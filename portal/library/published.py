"""What the pages need from practice, as `deliver` writes it: how promises are kept, what is wrong. DESIGN §6."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from portal.errors import PromiseError, PublishError
from portal.library.known_causes import KnownCauses
from portal.library.published_ledger import PublishedLedger
from portal.library.whole_files import write_whole
from portal.promises.published_scorecard import PublishedScorecard, read_scorecard_data, scorecard_json

# What stands beside the scorecard's own keys.
_BESIDE = {"ledger": TypeAdapter(PublishedLedger)}


@dataclass(frozen=True)
class Published:
    """var/published.json: the scorecard as the site publishes it in scorecard/data.json, and beside its keys what no
    other file of the site holds. None: nothing was ever counted, or it is not published.

    `causes` is var/causes.json: what is known to be wrong right now.
    """

    scorecard: PublishedScorecard | None = None
    ledger: PublishedLedger | None = None
    causes: KnownCauses = field(default_factory=KnownCauses)

    @property
    def as_at(self) -> datetime | None:
        """The instant that all figures are for (UTC)."""
        return self.scorecard.as_at if self.scorecard else None


def read_published(file: Path) -> Published:
    """What `file` holds, the causes apart; nothing published yet if there is no file.

    Raises PublishError if it cannot be read.
    """
    try:
        stat = file.stat()
        return _read(file, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        return Published()
    except (PromiseError, ValueError, OSError) as error:
        raise PublishError(
            f"{file.name} cannot be read: {error} Delete it; `portal deliver` writes it anew from the store."
        ) from error


def write_published(published: Published, file: Path) -> None:
    """Write all but the causes: a reader sees the old or the new file, never half of it, even after a power cut."""
    if published.scorecard is None:
        raise ValueError("there is nothing to write")
    write_whole(_text(published, published.scorecard), file)


@lru_cache(maxsize=1)
def _read(file: Path, mtime_ns: int, size_bytes: int) -> Published:
    """Kept until the file changes, since `deliver` asks in every round."""
    data = from_json(file.read_bytes())
    if not isinstance(data, dict):
        raise PromiseError("It is not an object.")
    beside = {name: adapter.validate_python(data.pop(name)) for name, adapter in _BESIDE.items() if name in data}
    return Published(read_scorecard_data(data), beside.get("ledger"))


def _text(published: Published, scorecard: PublishedScorecard) -> str:
    """The scorecard with further keys, each on a line before it."""
    beside = {name: value for name in _BESIDE if (value := getattr(published, name)) is not None}
    lines = (f'"{name}":{to_json(value).decode()},\n' for name, value in beside.items())
    return "{" + "".join(lines) + scorecard_json(scorecard).removeprefix("{")
