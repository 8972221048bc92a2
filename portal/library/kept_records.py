"""Records in a file, kept from one run to the next, each found by a digest of all that it was made from.

So nothing in it can be out of date, and the file may be deleted or shared at any time. A record is its key, a checksum
and a length, then its bytes. What is damaged counts as missing, and is said once. Where the records are is noted beside
the file (portal.library.record_places), so that a large one need not be gone through.
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

from portal.library.record_places import Places, forget_places, note_places, noted_places

log = logging.getLogger(__name__)

KEY_BYTES = 32
_HEAD = struct.Struct(f">{KEY_BYTES}sII")
_MOST_UNUSED = 2
"""The file is written afresh when it holds more than this many times the records that were asked for."""
_MOST_LOOKED_FOR = 100
"""Records of which it is not noted where they are."""


class KeptRecords:
    """One process writes to a file at a time; readers see whole records or none. Memory holds but where they are.

    Where two do write at once, a record may be missed, and none is taken for another.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._wanted: set[bytes] = set()
        self._is_damaged = False
        # Up to where all records are known, and how many of them are not noted.
        self._known_bytes = self._unnoted = 0
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

    def holds(self, key: bytes) -> bool:
        """Whether there is such a record, damaged or not."""
        return key in self._places

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
            self._unnoted += 1
            if at == self._known_bytes:
                self._known_bytes += _HEAD.size + len(value)

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
            if is_known and self._unnoted > _MOST_LOOKED_FOR:
                # Not past what another process may have put between ours.
                known = {key: place for key, place in self._places.items() if sum(place) <= self._known_bytes}
                note_places(self._file, known)
                self._unnoted = 0

    def _write_afresh(self) -> None:
        """With what is wanted alone."""
        staged = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with staged.open("wb") as stream:
            for key in [key for key in self._places if key in self._wanted]:
                if (value := self.get(key)) is not None:
                    stream.write(_record(key, value))
        forget_places(self._file)
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
    def _places(self) -> Places:
        """Where each record begins, with its head, and how many bytes it has."""
        if self._descriptor is None:
            return {}
        size = os.fstat(self._descriptor).st_size
        places = noted_places(self._file, self._key_at)
        at = max(map(sum, places.values()), default=0)
        self._unnoted = -len(places)
        while at + _HEAD.size <= size:
            head = os.pread(self._descriptor, _HEAD.size, at)
            if len(head) < _HEAD.size:
                break
            key, _, length = _HEAD.unpack(head)
            if at + _HEAD.size + length > size:
                break
            places[key] = (at, _HEAD.size + length)
            at += _HEAD.size + length
        self._unnoted += len(places)
        self._known_bytes = at
        if at < size:
            self._say_damaged()
            # What is added later must not stand behind a half record.
            with suppress(OSError):
                os.truncate(self._file, at)
        return places

    def _key_at(self, at: int, length: int) -> bytes | None:
        """The key of the record of `length` bytes that begins at `at`; None where there is no such record."""
        assert self._descriptor is not None
        if length < _HEAD.size or at + length > os.fstat(self._descriptor).st_size:
            return None
        head = os.pread(self._descriptor, _HEAD.size, at)
        if len(head) < _HEAD.size:
            return None
        key, _, found = _HEAD.unpack(head)
        return key if _HEAD.size + found == length else None

    def _say_damaged(self) -> None:
        if not self._is_damaged:
            log.warning("%s is damaged in places; what they held is worked out again.", self._file)
        self._is_damaged = True


def _nothing() -> None:
    """There is no file to close."""


def _record(key: bytes, value: bytes) -> bytes:
    return _HEAD.pack(key, zlib.crc32(value), len(value)) + value
