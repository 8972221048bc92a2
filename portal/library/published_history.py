"""What stood on the pages before, as `deliver` writes it for the site: var/history.json. DESIGN §5, §6."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from portal.errors import PublishError
from portal.library.page_versions import PageVersion
from portal.library.whole_files import write_whole


@dataclass(frozen=True)
class PublishedHistory:
    """Every version of every page, by address and then in the order in which they stood there.

    `state` says which state of the store it was written from; it is empty where nothing was ever written. What stood
    there on a day in `began` was there already when its record began, and so is no change.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    state: str = ""
    began: tuple[date, ...] = ()
    versions: tuple[PageVersion, ...] = ()


_ADAPTER = TypeAdapter(PublishedHistory)


def read_history(file: Path) -> PublishedHistory:
    """What `file` holds; nothing where there is no file. Raises PublishError if it cannot be read."""
    try:
        stat = file.stat()
        return _read(file, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        return PublishedHistory()
    except (ValidationError, OSError) as error:
        raise PublishError(
            f"{file.name} cannot be read: {error} Delete it; `portal deliver` writes it anew from the store."
        ) from error


def write_history(history: PublishedHistory, file: Path) -> None:
    """Write it whole: a reader sees the old or the new one."""
    write_whole(_ADAPTER.dump_json(history).decode() + "\n", file)


@lru_cache(maxsize=1)
def _read(file: Path, mtime_ns: int, size_bytes: int) -> PublishedHistory:
    """Kept until the file changes, since `deliver` asks in every round."""
    return _ADAPTER.validate_json(file.read_bytes())
