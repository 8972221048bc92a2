"""Files that are there whole or not at all, also after a power cut."""

import os
from collections.abc import Iterable
from pathlib import Path

from portal.durable import sync


def write_whole(text: str, file: Path) -> None:
    """Write it so that a reader sees the old or the new one, never half of it."""
    write_whole_bytes([text.encode()], file)


def write_whole_bytes(pieces: Iterable[bytes], file: Path, *, durable: bool = True) -> None:
    """The same for what comes in pieces. What may be lost in a power cut is not `durable`, and takes less time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with staged.open("wb") as stream:
            stream.writelines(pieces)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        staged.replace(file)
    except OSError:
        # On a full disk nothing is left lying beside it.
        staged.unlink(missing_ok=True)
        raise
    if durable:
        sync(file.parent)
