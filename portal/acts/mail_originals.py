"""The mails that came in, as they came: on disk before they are acknowledged, and kept. DESIGN §8.

`var/inbound/DIGEST.eml` waits to be placed; once it is, the file moves to `var/inbound/kept/`. Its first line is ours
and holds the envelope, which no mail carries inside; the octets of the mail follow.
"""

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from portal.durable import sync
from portal.settings import Settings

_ENVELOPE = b"X-Forthright-Envelope: "
_STALE_AFTER_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Original:
    """`envelope_sender` is empty for the null sender, None where it is not known; `arrived_at` is in UTC."""

    octets: bytes
    arrived_at: datetime
    envelope_sender: str | None
    recipients: tuple[str, ...]


def keep_original(settings: Settings, original: Original) -> Path:
    """On disk, whole and synced, when this returns. The same octets again leave what is there. Raises OSError."""
    name = f"{sha256(original.octets).hexdigest()}.eml"
    folder = settings.inbound_dir
    if (folder / "kept" / name).exists():
        return folder / "kept" / name
    (folder / "kept").mkdir(mode=0o700, parents=True, exist_ok=True)
    staged = folder / f".{name}.{secrets.token_hex(4)}.part"
    try:
        with staged.open("xb") as stream:
            stream.write(_first_line(original) + original.octets)
            stream.flush()
            os.fsync(stream.fileno())
        staged.replace(folder / name)
    except OSError:
        with suppress(OSError):
            staged.unlink()
        raise
    sync(folder)
    sync(folder.parent)
    return folder / name


def waiting(settings: Settings) -> Iterator[Path]:
    """The originals that wait to be placed, the oldest first."""
    if settings.inbound_dir.is_dir():
        files = [entry for entry in os.scandir(settings.inbound_dir) if entry.name.endswith(".eml") and entry.is_file()]
        yield from (Path(entry.path) for entry in sorted(files, key=_age))


def mark_placed(settings: Settings, file: Path) -> None:
    """The original is kept where nobody looks for what waits. Twice is once."""
    with suppress(FileNotFoundError):
        file.replace(settings.inbound_dir / "kept" / file.name)


def find_original(settings: Settings, name: str) -> Path | None:
    """Where the original lies; None once it is erased, or for a name that is none."""
    if Path(name).name != name:
        return None
    places = (settings.inbound_dir / "kept" / name, settings.inbound_dir / name)
    return next((place for place in places if place.is_file()), None)


def read_original(file: Path) -> Original:
    """Raises FileNotFoundError. A file without our first line is a mail that somebody put there."""
    content = file.read_bytes()
    line, _, octets = content.partition(b"\r\n")
    if not line.startswith(_ENVELOPE):
        return Original(content, datetime.fromtimestamp(file.stat().st_mtime, UTC), None, ())
    said = json.loads(line.removeprefix(_ENVELOPE))
    return Original(octets, datetime.fromisoformat(said["at"]), said["from"], tuple(said["to"]))


def delete_originals(settings: Settings, names: Iterable[str]) -> None:
    """For erasure."""
    for name in names:
        file = find_original(settings, name)
        if file is not None:
            file.unlink(missing_ok=True)


def discard_unfinished(settings: Settings, now: datetime) -> None:
    """Delete what a process that died has left half written; nothing of it was ever acknowledged."""
    for file in settings.inbound_dir.glob(".*.part"):
        with suppress(FileNotFoundError):
            if now.timestamp() - file.stat().st_mtime > _STALE_AFTER_S:
                file.unlink()


def _age(entry: os.DirEntry[str]) -> tuple[float, str]:
    try:
        return entry.stat().st_mtime, entry.name
    except FileNotFoundError:
        return 0, entry.name


def _first_line(original: Original) -> bytes:
    said = {"at": original.arrived_at.isoformat(), "from": original.envelope_sender, "to": list(original.recipients)}
    return _ENVELOPE + json.dumps(said).encode("ascii") + b"\r\n"
