"""Records in a file, kept from one run to the next, each found by a digest of all that it was made from.

So nothing in it can be out of date, and the file may be deleted or shared at any time. A record is its key, a checksum
and a length, then its bytes. What is damaged counts as missing, and is said once.
"""

import logging
import os
import struct
import weakref
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from io import BufferedWriter
from pathlib import Path

log = logging.getLogger(__name__)

KEY_BYTES = 32
_HEAD = struct.Struct(f">{KEY_BYTES}sII")
_MOST_UNUSED = 2
"""The file is written afresh when it holds more than this many times the records that were asked for."""


class KeptRecords:
    """One process writes to a file at a time; readers see whole records or none. Memory holds but where they are.

    Where two do write at once, a record may be missed, and none is taken for another.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._wanted: set[bytes] = set()
        self._is_damaged = False
        self._descriptor: int | None = None
        self._writing: BufferedWriter | None = None
        self._close: Callable[[], object] = _nothing
        self._open()

    @property
    def is_filled(self) -> bool:
        return self._descriptor is not None and os.fstat(self._descriptor).st_size > 0

    def get(self, key: bytes) -> bytes | None:
        """None where there is no such record, or a damaged one."""
        self._wanted.add(key)
        place = self._places.get(key)
        if place is None or self._descriptor is None:
            return None
        if self._writing is not None:
            self._writing.flush()
        at, length = place
        data = os.pread(self._descriptor, length, at)
        value = data[_HEAD.size :]
        if len(data) == length and _HEAD.unpack_from(data) == (key, zlib.crc32(value), len(value)):
            return value
        self._say_damaged()
        del self._places[key]
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Add it to the file. Where that cannot be written, the next run works it out again."""
        with suppress(OSError):
            places = self._places
            if self._writing is None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._writing = self._file.open("ab")
                if self._descriptor is None:
                    self._open()
            at = self._writing.tell()
            self._writing.write(_record(key, value))
            places[key] = (at, _HEAD.size + len(value))
            self._wanted.add(key)

    def want(self, keys: Iterable[bytes]) -> None:
        """These stay in the file, though nobody asks for them now."""
        self._wanted.update(keys)

    def save(self) -> None:
        """What was put is in the file. What nobody wants any more goes once it is most of the file."""
        is_known = "_places" in self.__dict__
        with suppress(OSError):
            if self._writing is not None:
                self._writing.close()
                self._writing = None
            # Where nothing was asked for, nothing is known of what is still of use.
            if is_known and len(self._places) > _MOST_UNUSED * max(len(self._wanted), 1):
                self._write_afresh()

    def _write_afresh(self) -> None:
        """With what is wanted alone."""
        staged = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with staged.open("wb") as stream:
            for key in [key for key in self._places if key in self._wanted]:
                if (value := self.get(key)) is not None:
                    stream.write(_record(key, value))
        staged.replace(self._file)
        self._open()
        self.__dict__.pop("_places", None)

    def _open(self) -> None:
        self._close()
        self._descriptor = None
        with suppress(OSError):
            self._descriptor = os.open(self._file, os.O_RDONLY)
            self._close = weakref.finalize(self, os.close, self._descriptor)

    @cached_property
    def _places(self) -> dict[bytes, tuple[int, int]]:
        """Where each record begins, with its head, and how many bytes it has."""
        places: dict[bytes, tuple[int, int]] = {}
        if self._descriptor is None:
            return places
        at, size = 0, os.fstat(self._descriptor).st_size
        while at + _HEAD.size <= size:
            head = os.pread(self._descriptor, _HEAD.size, at)
            if len(head) < _HEAD.size:
                break
            key, _, length = _HEAD.unpack(head)
            if at + _HEAD.size + length > size:
                break
            places[key] = (at, _HEAD.size + length)
            at += _HEAD.size + length
        if at < size:
            self._say_damaged()
            # What is added later must not stand behind a half record.
            with suppress(OSError):
                os.truncate(self._file, at)
        return places

    def _say_damaged(self) -> None:
        if not self._is_damaged:
            log.warning("%s is damaged in places; what they held is worked out again.", self._file)
        self._is_damaged = True


def _nothing() -> None:
    """There is no file to close."""


def _record(key: bytes, value: bytes) -> bytes:
    return _HEAD.pack(key, zlib.crc32(value), len(value)) + value
