"""Adding records to a file of portal.library.kept_records, also while other processes add theirs."""

import os
import struct
import weakref
import zlib
from pathlib import Path

KEY_BYTES = 32
HEAD = struct.Struct(f">{KEY_BYTES}sII")
"""Of a record: its key, a checksum over its bytes, and how many these are."""

RecordPlace = tuple[int, int]
"""Where a record begins in its file, and how many bytes it has with its head."""


class RecordWriter:
    """Each record goes to the end of `file` in one go. Raises OSError, also later, where that cannot be written."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        self.close = weakref.finalize(self, os.close, self._descriptor)

    def add(self, key: bytes, value: bytes) -> RecordPlace:
        record = whole_record(key, value)
        if os.write(self._descriptor, record) < len(record):
            raise OSError("The disk is full.")
        return os.lseek(self._descriptor, 0, os.SEEK_CUR) - len(record), len(record)


def whole_record(key: bytes, value: bytes) -> bytes:
    return HEAD.pack(key, zlib.crc32(value), len(value)) + value
