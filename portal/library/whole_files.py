"""Files that are there whole or not at all, also after a power cut."""

import os
from pathlib import Path


def write_whole(text: str, file: Path) -> None:
    """Write it so that a reader sees the old or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f"{file.name}.{os.getpid()}.new")
    with staged.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    staged.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
