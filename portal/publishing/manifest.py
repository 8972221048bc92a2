"""The manifest of a published folder: each file, its digest, and when it next changes by itself. DESIGN §6.

It lies in var/, never in the published folder, so that the site holds nothing but its pages.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from json.encoder import encode_basestring_ascii as _text
from pathlib import Path

from portal.errors import PublishError


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One published file. `next_change_at` is in UTC; None: only content or figures change it.

    An asset was copied from content/public as it is; a page was frozen. `signature` is what it was made from
    (SiteToFreeze), `modified_ns` the modification time of the published file in nanoseconds.
    """

    address: str
    sha256: str
    size_bytes: int
    next_change_at: datetime | None = None
    is_asset: bool = False
    signature: str = ""
    modified_ns: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was published: the release, the instant the pages were made for, and `files` by their path in the folder."""

    release_hash: str
    at: datetime
    files: Mapping[str, PublishedFile] = field(default_factory=dict)

    def due(self, now: datetime) -> tuple[str, ...]:
        """The files that have changed by themselves since they were published, sorted."""
        return tuple(
            name
            for name, file in sorted(self.files.items())
            if file.next_change_at is not None and file.next_change_at <= now
        )

    def to_json(self) -> str:
        """A line for each file."""
        files = ",\n".join(f"{_text(name)}:{_line(self.files[name])}" for name in sorted(self.files))
        return f'{{"release":"{self.release_hash}","at":"{self.at.isoformat()}","files":{{\n{files}\n}}}}\n'


def _line(file: PublishedFile) -> str:
    """Written out, since there are thousands of them in every manifest."""
    change = f'"{file.next_change_at.isoformat()}"' if file.next_change_at else "null"
    return (
        f'{{"address": {_text(file.address)}, "sha256": {_text(file.sha256)}, "size_bytes": {file.size_bytes}, '
        f'"next_change_at": {change}, "is_asset": {"true" if file.is_asset else "false"}, '
        f'"signature": {_text(file.signature)}, "modified_ns": {file.modified_ns}}}'
    )


def manifest_from_json(text: str) -> Manifest:
    data = json.loads(text)
    return Manifest(
        data["release"],
        datetime.fromisoformat(data["at"]),
        {
            name: PublishedFile(
                entry["address"],
                entry["sha256"],
                entry["size_bytes"],
                datetime.fromisoformat(entry["next_change_at"]) if entry["next_change_at"] else None,
                entry["is_asset"],
                entry.get("signature", ""),
                entry.get("modified_ns", 0),
            )
            for name, entry in data["files"].items()
        },
    )


def read_manifest(file: Path) -> Manifest | None:
    """None where nothing was published yet. Raises PublishError for a file that is not a manifest."""
    try:
        return manifest_from_json(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(
            f"{file} is damaged ({error}). Remove it and run `portal build`; pages that are gone from the content "
            "then stay in the published folder until you remove them."
        ) from error
