"""What became of each Markdown text, kept from one run to the next. A file that may be deleted or shared at any time.

Records are found by a digest of the text and of all that renders it, so nothing in it can be out of date: a sign,
a checksum and a length, then the answer of portal.library.render_worker as JSON. A record that is damaged, and all
that follow it, count as missing.
"""

import json
import os
import struct
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

_HEAD = struct.Struct(">32sII")
_MADE_BY = ("rendering.py", "quick_markdown.py", "task_lists.py", "raw_html.py", "render_worker.py")
_LIBRARIES = ("markdown", "nh3")
_MOST_UNUSED = 2
"""The file is written afresh when it holds more than this many times the records that were asked for."""


class RenderCache:
    """Answers by their key. One process writes to a file at a time; readers see whole records or none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._data, self._places = _read(file)
        self._fresh: dict[bytes, bytes] = {}
        self._asked: set[bytes] = set()

    @property
    def is_filled(self) -> bool:
        return bool(self._places)

    def get(self, key: bytes) -> Mapping[str, Any] | None:
        self._asked.add(key)
        found = self._fresh.get(key)
        if found is None:
            begin, end = self._places.get(key, (0, 0))
            found = self._data[begin:end]
        answer: Mapping[str, Any] | None = json.loads(found) if found else None
        return answer

    def put(self, key: bytes, answer: Mapping[str, Any]) -> None:
        self._fresh[key] = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()

    def save(self) -> None:
        """Add what is new to the file. Where it cannot be written, the next run renders again."""
        with suppress(OSError):
            if len(self._places) + len(self._fresh) > _MOST_UNUSED * max(len(self._asked), 1):
                self._write_afresh()
            elif self._fresh:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with self._file.open("ab") as stream:
                    stream.writelines(_record(key, answer) for key, answer in self._fresh.items())

    def _write_afresh(self) -> None:
        """With what was asked for alone."""
        kept = {key: self._data[begin:end] for key, (begin, end) in self._places.items() if key in self._asked}
        staged = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with staged.open("wb") as stream:
            stream.writelines(_record(key, answer) for key, answer in {**kept, **self._fresh}.items())
        staged.replace(self._file)


def key_of(text: str, attribute_lists: bool) -> bytes:
    """32 bytes."""
    return sha256(f"{_made_by()} {attribute_lists}\n{text}".encode(errors="surrogatepass")).digest()


@cache
def _made_by() -> str:
    """The same for the same code, wherever it is installed."""
    digest = sha256(" ".join((python_version(), *map(version, _LIBRARIES))).encode())
    for name in _MADE_BY:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()


def _record(key: bytes, answer: bytes) -> bytes:
    return _HEAD.pack(key, zlib.crc32(answer), len(answer)) + answer


def _read(file: Path) -> tuple[bytes, dict[bytes, tuple[int, int]]]:
    """The file, and where in it each answer begins and ends."""
    try:
        data = file.read_bytes()
    except OSError:
        return b"", {}
    places: dict[bytes, tuple[int, int]] = {}
    at = 0
    while at + _HEAD.size <= len(data):
        key, checksum, length = _HEAD.unpack_from(data, at)
        begin, end = at + _HEAD.size, at + _HEAD.size + length
        if end > len(data) or zlib.crc32(data[begin:end]) != checksum:
            break
        places[key] = (begin, end)
        at = end
    if at < len(data):
        # What is added later must not stand behind a half record.
        with suppress(OSError):
            os.truncate(file, at)
    return data, places
