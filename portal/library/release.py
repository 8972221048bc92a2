"""A release: the whole checked library, hashed, as `build` writes it and everybody else reads it. DESIGN §5."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from portal.library.library import Library


@dataclass(frozen=True)
class Release:
    """`hash` is over the library alone, so two builds of the same content have the same; `built_at` is in UTC."""

    hash: str
    built_at: datetime
    library: Library

    def to_json(self) -> str:
        return json.dumps(
            {"hash": self.hash, "built_at": self.built_at.isoformat(), "library": self.library.model_dump(mode="json")},
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )


def release_of(library: Library, built_at: datetime) -> Release:
    canonical = json.dumps(library.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Release(sha256(canonical.encode()).hexdigest(), built_at, library)


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
