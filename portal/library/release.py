"""A release: the whole checked library, hashed, as `build` writes it and everybody else reads it. DESIGN §5."""

import json
import os
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from portal.library.library import Library

_HEAD = re.compile(rb'\{"built_at":"[^"]+","hash":"([0-9a-f]{64})","library":\{')


@dataclass(frozen=True)
class Release:
    """`hash` is over the library alone, so two builds of the same content have the same; `built_at` is in UTC."""

    hash: str
    built_at: datetime
    library: Library

    @cached_property
    def canonical(self) -> str:
        """The library as it is hashed: JSON with its keys in order."""
        return _canonical(self.library)

    def to_json(self) -> str:
        return f'{{"built_at":"{self.built_at.isoformat()}","hash":"{self.hash}","library":{self.canonical}}}'


def release_of(library: Library, built_at: datetime) -> Release:
    canonical = _canonical(library)
    release = Release(sha256(canonical.encode()).hexdigest(), built_at, library)
    # Writing it out takes long for a large library; it is written to the file just so.
    release.__dict__["canonical"] = canonical
    return release


def _canonical(library: Library) -> str:
    return json.dumps(library.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def release_from_json(text: str) -> Release:
    data = json.loads(text)
    return Release(data["hash"], datetime.fromisoformat(data["built_at"]), Library.model_validate(data["library"]))


def write_release(release: Release, file: Path) -> None:
    """Write it so that a reader sees the old or the new one, never half of it, even after a power cut."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_suffix(".new")
    with staged.open("w", encoding="utf-8") as stream:
        stream.write(release.to_json())
        stream.flush()
        os.fsync(stream.fileno())
    staged.replace(file)


def read_release(file: Path) -> Release:
    """Raises FileNotFoundError."""
    return release_from_json(file.read_text("utf-8"))


def hash_in(file: Path) -> str | None:
    """The hash of the release in `file`, without reading all of it; None where there is no whole release."""
    try:
        with file.open("rb") as stream:
            found = _HEAD.match(stream.read(200))
            stream.seek(-2, os.SEEK_END)
            is_whole = stream.read() == b"}}"
    except OSError:
        return None
    return found[1].decode() if found and is_whole else None
