"""A release: the whole checked library, hashed, as `build` writes it and everybody else reads it. DESIGN §5."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from portal.library.canonical import canonical_parts, hashed_parts
from portal.library.library import Library
from portal.library.whole_files import write_whole_bytes

_HEAD = re.compile(rb'\{"built_at":"[^"]+","hash":"([0-9a-f]{64})","library":\{')


@dataclass(frozen=True)
class Release:
    """`hash` is over the library alone, so two builds of the same content have the same; `built_at` is in UTC."""

    hash: str
    built_at: datetime
    library: Library

    def parts(self) -> Iterator[bytes]:
        """The release as JSON (UTF-8), piece by piece: the whole is large."""
        yield f'{{"built_at":"{self.built_at.isoformat()}","hash":"{self.hash}","library":'.encode()
        yield from canonical_parts(self.library)
        yield b"}"

    def to_json(self) -> str:
        return b"".join(self.parts()).decode()


def release_of(library: Library, built_at: datetime) -> Release:
    digest = sha256()
    for part in hashed_parts(library):
        digest.update(part)
    return Release(digest.hexdigest(), built_at, library)


def release_from_json(text: str) -> Release:
    data = json.loads(text)
    return Release(data["hash"], datetime.fromisoformat(data["built_at"]), Library.model_validate(data["library"]))


def write_release(release: Release, file: Path) -> None:
    """Write it so that a reader sees the old or the new one, never half of it, even after a power cut."""
    write_whole_bytes(release.parts(), file)


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
