"""Records in a file, kept from one run to the next, each found by a digest of all that it was made from.

So nothing in it can be out of date, and the file may be deleted or shared at any time. A record is its key, a checksum
and a length, then its bytes. What is damaged counts as missing, and is said once. Where the records are is noted beside
the file (portal.library.record_places), so that a large one need not be gone through.
"""

import logging
import os
import weakref
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from portal.library.record_places import Places, forget_places, note_places, noted_places
from portal.library.record_writing import HEAD, RecordPlace, RecordWriter, whole_record

log = logging.getLogger(__name__)

_MOST_UNUSED = 2
"""The file is written afresh when it holds more than this many times what was asked for, or what can be found."""
_MOST_LOOKED_FOR = 100
"""Records of which it is not noted where they are."""


class KeptRecords:
    """One process takes out what nobody wants at a time; readers see whole records or none. Memory holds but where they
    are. Where two do so at once, a record may be missed, and none is taken for another.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._wanted: set[bytes] = set()
        self._is_damaged = self._ends_in_half = False
        # Up to where all records are known, what was added since, and how many are not noted.
        self._known_bytes = self._unnoted = 0
        self._added: list[RecordPlace] = []
        self._descriptor: int | None = None
        self._writer: RecordWriter | None = None
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
        at, length = place
        data = os.pread(self._descriptor, length, at)
        value = data[HEAD.size :]
        if len(data) == length and HEAD.unpack_from(data) == (key, zlib.crc32(value), len(value)):
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
            if self._writer is None:
                self._writer = RecordWriter(self.shared_file())
            self.added(key, self._writer.add(key, value))

    def shared_file(self) -> Path:
        """For other processes to add to (portal.library.record_writing); each record is told of by `added`."""
        _ = self._places
        if self._ends_in_half:
            self._say_damaged()
            # What is added must not stand behind a half record.
            with suppress(OSError):
                os.truncate(self._file, self._known_bytes)
            self._ends_in_half = False
        return self._file

    def added(self, key: bytes, place: RecordPlace) -> None:
        if self._descriptor is None:
            self._open()
        self._places[key] = place
        self._wanted.add(key)
        self._added.append(place)
        self._unnoted += 1

    def want(self, keys: Iterable[bytes]) -> None:
        """These stay in the file, though nobody asks for them now."""
        self._wanted.update(keys)

    def save(self) -> None:
        """What was put is in the file. What nobody wants any more goes once it is most of the file."""
        is_known = "_places" in self.__dict__
        with suppress(OSError):
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            # Where nothing was asked for, nothing is known of what is still of use.
            if is_known and self._is_mostly_unused():
                self._write_afresh()
            if is_known and self._unnoted > _MOST_LOOKED_FOR:
                # Not past what another process may have put between ours.
                for at, length in sorted(self._added):
                    if at == self._known_bytes:
                        self._known_bytes += length
                known = {key: place for key, place in self._places.items() if sum(place) <= self._known_bytes}
                note_places(self._file, known)
                self._added = []
                self._unnoted = 0

    def _is_mostly_unused(self) -> bool:
        """By records that nobody wants, or by the bytes of those in whose place another was put."""
        found_bytes = sum(length for _, length in self._places.values())
        is_replaced = 0 < _MOST_UNUSED * found_bytes < self._known_bytes
        return is_replaced or len(self._places) > _MOST_UNUSED * max(len(self._wanted), 1)

    def _write_afresh(self) -> None:
        """With what is wanted alone."""
        staged = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        try:
            with staged.open("wb") as stream:
                for key in [key for key in self._places if key in self._wanted]:
                    if (value := self.get(key)) is not None:
                        stream.write(whole_record(key, value))
        except OSError:
            # On a full disk nothing is left lying beside it.
            staged.unlink(missing_ok=True)
            raise
        forget_places(self._file)
        staged.replace(self._file)
        self._open()
        self._added = []
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
        while at + HEAD.size <= size:
            head = os.pread(self._descriptor, HEAD.size, at)
            if len(head) < HEAD.size:
                break
            key, _, length = HEAD.unpack(head)
            if at + HEAD.size + length > size:
                break
            places[key] = (at, HEAD.size + length)
            at += HEAD.size + length
        self._unnoted += len(places)
        self._known_bytes = at
        # Another process may be writing at this moment.
        self._ends_in_half = at < size
        return places

    def _key_at(self, at: int, length: int) -> bytes | None:
        """The key of the record of `length` bytes that begins at `at`; None where there is no such record."""
        assert self._descriptor is not None
        if length < HEAD.size or at + length > os.fstat(self._descriptor).st_size:
            return None
        head = os.pread(self._descriptor, HEAD.size, at)
        if len(head) < HEAD.size:
            return None
        key, _, found = HEAD.unpack(head)
        return key if HEAD.size + found == length else None

    def _say_damaged(self) -> None:
        if not self._is_damaged:
            log.warning("%s is damaged in places; what they held is worked out again.", self._file)
        self._is_damaged = True


def _nothing() -> None:
    """There is no file to close."""
