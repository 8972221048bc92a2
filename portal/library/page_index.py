"""What is known of every page of the last reading without its text: a line of JSON for each, all read at once.

It says nothing that portal.library.page_cache does not keep page by page; it says it in less time. What is damaged, or
of other code, counts as missing.
"""

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from portal.library.page_record import Line
from portal.library.whole_files import write_whole_bytes


class PageIndex:
    """`made_by` stands for all code that reads pages. Lines that are not asked for are gone with `save`."""

    def __init__(self, file: Path, made_by: str) -> None:
        self._file, self._made_by = file, made_by.encode()
        self._before = self._read()
        self._now: dict[str, bytes] = {}

    def line(self, source: str) -> Line | None:
        """What the last reading knew of the page at `source`; it stays known. None where it knew nothing."""
        found = self._before.get(source)
        if found is None:
            return None
        self._now[source] = found
        line: Line = json.loads(found.decode("ascii"))
        return line

    def put(self, source: str, line: bytes) -> None:
        """In place of what was known of the same page."""
        self._now[source] = line

    def drop(self, source: str) -> None:
        self._now.pop(source, None)

    def save(self) -> None:
        """Where it cannot be written, the pages are found one by one the next time. Nothing of it stays in memory."""
        is_another, lines = self._now != self._before, b"\n".join(self._now.values())
        self._before, self._now = {}, {}
        if not is_another:
            return
        with suppress(OSError):
            write_whole_bytes([self._head(lines), lines], self._file, durable=False)

    def _head(self, lines: bytes) -> bytes:
        return b"%s %s\n" % (self._made_by, sha256(lines).hexdigest().encode())

    def _read(self) -> dict[str, bytes]:
        try:
            head, between, lines = self._file.read_bytes().partition(b"\n")
        except OSError:
            return {}
        if not lines or head + between != self._head(lines):
            return {}
        # A line begins with the source as JSON, in which nothing but ASCII stands.
        return {_source_of(line): line for line in lines.split(b"\n")}


def _source_of(line: bytes) -> str:
    begin = line[2 : line.index(b'"', 2)]
    return begin.decode() if b"\\" not in begin else str(json.loads(line)[0])
