"""What became of each file of a public page, kept from one build to the next, so that only what changed is parsed.

A page is found by a digest of its source, its bytes and the code that reads it, so nothing here can be out of date;
the folder may be deleted or shared at any time. Only pages with nothing wrong in them are kept. What depends on other
pages is looked at in every build: where links lead, and all that portal.library.loader checks across files.

The records hold whole pages. What the last reading knew of each without its text stands in an index beside them, so
that a text is read only where it is looked at.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from os import stat_result
from pathlib import Path
from stat import S_ISLNK

from pydantic import ValidationError

from portal.library.file_listing import Found
from portal.library.file_stamps import Stamp, as_stamp, relied_on, stamp_of
from portal.library.kept_body import KeptBody
from portal.library.kept_page import KeptPage
from portal.library.kept_records import KeptRecords
from portal.library.page_index import PageIndex
from portal.library.page_record import AddedPage, Line, ReadFile, key_of_page, line_in, page_record, written_line
from portal.library.pages import Body, Page
from portal.library.problems import Problem
from portal.library.remade_body import remade_body
from portal.library.rendered import FoundLink, Rendered
from portal.library.source_text import read_bytes
from portal.library.survey import PageFile

_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, ValidationError)


class PageCache:
    """One process writes to `folder` at a time.

    `made_by` stands for all code that reads pages. `read_ns` is the time at which the reading begins, in nanoseconds.
    """

    def __init__(self, folder: Path, made_by: str, read_ns: int) -> None:
        self.made_by, self.read_ns = made_by, read_ns
        self._records = KeptRecords(folder / "pages")
        self._index = PageIndex(folder / "index", made_by)
        self._forgotten: set[str] = set()
        self._read: dict[str, ReadFile] = {}
        self._used: list[bytes] = []
        self._found: dict[str, stat_result] = {}

    def take_stamps(self, files: Iterable[Found]) -> None:
        """What the file system says of the files, where somebody has asked for it just now."""
        self._found = {path: stat for path, stat in files if not S_ISLNK(stat.st_mode)}

    def _stamp(self, file: PageFile) -> Stamp:
        found = self._found.get(file.path)
        return stamp_of(file.path) if found is None else as_stamp(found)

    def stamp(self, file: PageFile) -> Stamp:
        """That of a file that will be read from now on, as far as it can be relied on."""
        return relied_on(self._stamp(file), self.read_ns)

    def is_kept(self, file: PageFile) -> bool:
        """Whether what becomes of it can be found the next time as it is found now."""
        return file.is_public and file.source not in self._forgotten

    def find(self, file: PageFile) -> KeptPage | None:
        """None for a page that is not known as it is now. Its file is read only where its time or size is another."""
        if not self.is_kept(file):
            return None
        line = self._index.line(file.source)
        if line is None and not self._records.is_filled:
            return None
        stamp = self._stamp(file)
        if line is None or not stamp or line[1] != stamp:
            line = self._line_of(file, line, relied_on(stamp, self.read_ns))
        known = None if line is None else self._known(file, line)
        if known is None:
            self._index.drop(file.source)
        return known

    def _line_of(self, file: PageFile, line: Line | None, stamp: Stamp) -> Line | None:
        """What is known of a page whose file may be another than that of `line`; None where it has to be read."""
        data = read_bytes(file.path, file.source)
        if not isinstance(data, bytes):
            return None
        read = ReadFile(file, sha256(data).hexdigest(), stamp)
        if line is not None and line[2] == read.digest:
            line[1] = stamp
        else:
            key = key_of_page(self.made_by, file.source, read.digest)
            try:
                line = line_in(self._records.get(key) or b"", read, key)
            except _UNREADABLE:
                return None
        self._index.put(file.source, written_line(line))
        return line

    def _known(self, file: PageFile, line: Line) -> KeptPage | None:
        try:
            _, _, digest, key, written, fields, links, addresses, anchors, render_key, acting = line
            page = file.model.model_validate(fields)
            place, found = bytes.fromhex(key), tuple(addresses)
            if not self._records.holds(place):
                return None
            page.__dict__["body"] = KeptBody.read_by(partial(self._body, place, file, digest, found))
            self._used.append(place)
            return KeptPage(
                page,
                partial(self._written, place),
                written,
                tuple(FoundLink(href, image) for href, image in links) if links else (),
                found,
                frozenset(anchors),
                bytes.fromhex(render_key),
                tuple(acting),
            )
        except _UNREADABLE:
            return None

    def shared_file(self) -> Path:
        """For other processes to add records of pages to; each is told of by `take`."""
        return self._records.shared_file()

    def take(self, file: PageFile, made: AddedPage) -> KeptPage | None:
        """A page that portal.library.page_making made and kept."""
        self._records.added(made.key, made.place)
        self._index.put(file.source, made.line)
        return self._known(file, json.loads(made.line))

    def read(self, file: PageFile) -> bytes | Problem:
        """What the file of a page that is not known holds. What `keep` is given later was made of this, and of nothing
        that was saved meanwhile.
        """
        stamp, data = self.stamp(file), read_bytes(file.path, file.source)
        self._read[file.source] = ReadFile(file, sha256(data).hexdigest() if isinstance(data, bytes) else "", stamp)
        return data

    def forget(self, sources: Sequence[str]) -> None:
        """These pages are to be made anew in this reading."""
        self._forgotten.update(sources)

    def keep(
        self, file: PageFile, rendered: Rendered, render_key: bytes, addresses: tuple[str, ...], page: Page
    ) -> tuple[Callable[[], bytes | None], str]:
        """Keep what became of what `read` gave of a page; gives how to read the page as a release holds it, and the
        digest of that.
        """
        record = page_record(self.made_by, self._read[file.source], rendered, render_key, addresses, page)
        self._records.put(record.key, record.whole)
        self._index.put(file.source, record.line)
        return partial(self._written, record.key), json.loads(record.line)[4]

    def _written(self, key: bytes) -> bytes | None:
        record = self._records.get(key)
        return record.partition(b"\n")[2] if record else None

    def _body(self, key: bytes, file: PageFile, digest: str, addresses: tuple[str, ...]) -> Body:
        try:
            return Body.model_validate(json.loads(self._written(key) or b"")["body"])
        except _UNREADABLE:
            return remade_body(file, digest, addresses)

    def save(self) -> None:
        """The reading is over."""
        self._records.want(self._used)
        self._records.save()
        self._index.save()
        self._found, self._read = {}, {}
