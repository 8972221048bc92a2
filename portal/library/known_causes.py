"""What is known to be wrong right now, as `deliver` writes it for the public pages: var/causes.json. DESIGN §6."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import AwareDatetime, ConfigDict, TypeAdapter, ValidationError

from portal.errors import PublishError
from portal.library.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class KnownCause:
    """A sentence that everybody may read, said at `said_at`; the next word was promised by `due_at`. Both in UTC."""

    id: int
    topic: str
    sentence: str
    said_at: AwareDatetime
    due_at: AwareDatetime | None


@dataclass(frozen=True)
class KnownCauses:
    """All that was known at `as_at` (UTC), the newest first. `as_at` is None where nothing was ever written."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    as_at: AwareDatetime | None = None
    causes: tuple[KnownCause, ...] = ()


_ADAPTER = TypeAdapter(KnownCauses)


def read_known_causes(file: Path) -> KnownCauses:
    """What `file` holds; nothing where there is no file. Raises PublishError if it cannot be read."""
    try:
        stat = file.stat()
        return _read(file, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        return KnownCauses()
    except (ValidationError, OSError) as error:
        raise PublishError(
            f"{file.name} cannot be read: {error} Delete it; `portal deliver` writes it anew from the store."
        ) from error


def write_known_causes(known: KnownCauses, file: Path) -> None:
    """Write it whole: a reader sees the old or the new one."""
    write_whole(_ADAPTER.dump_json(known, indent=1).decode() + "\n", file)


@lru_cache(maxsize=1)
def _read(file: Path, mtime_ns: int, size_bytes: int) -> KnownCauses:
    """Kept until the file changes, since `deliver` asks in every round."""
    return _ADAPTER.validate_json(file.read_bytes())
