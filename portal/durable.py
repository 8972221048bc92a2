"""What survives a power cut: the bytes of a file, and the names in a folder."""

import os
from pathlib import Path


def sync(path: Path | str) -> None:
    """Wait until the bytes of a file, or the names in a folder, are on the disk.

    A file that was put in its place is there for good only once its folder is: its name may go although its bytes stay.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
