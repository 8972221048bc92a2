"""What became of each file of a public page, kept from one build to the next, so that only what changed is parsed.

A page is found by a digest of its source, its bytes and the code that reads it, so nothing here can be out of date;
the folder may be deleted or shared at any time. Only pages with nothing wrong in them are kept. What depends on other
pages is looked at in every build: where links lead, and all that portal.library.loader checks across files.

The records hold whole pages. What the last reading knew of each without its text stands in an index beside them, so
that a text is read only where it is looked at.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from os import stat_result
from pathlib import Path
from stat import S_ISLNK

from pydantic import ValidationError

from portal.library.canonical import canonical_page, digest_of_written
from portal.library.file_listing import Found
from portal.library.file_stamps import NO_STAMP, Stamp, as_stamp, relied_on, stamp_of
from portal.library.kept_body import KeptBody
from portal.library.kept_page import KeptPage
from portal.library.kept_records import KeptRecords
from portal.library.page_index import Line, PageIndex
from portal.library.pages import Body, Page
from portal.library.problems import Problem
from portal.library.remade_body import remade_body
from portal.library.render_cache import key_of
from portal.library.rendered import FoundLink, Rendered
from portal.library.renderer import Request
from portal.library.source_text import read_bytes
from portal.library.survey import PageFile

_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, ValidationError)


class PageCache:
    """One process writes to `folder` at a time.

    `made_by` stands for all code that reads pages. `read_ns` is the time at which the reading begins, in nanoseconds.
    """

    def __init__(self, folder: Path, made_by: str, read_ns: int) -> None:
        self._made_by, self._read_ns = made_by, read_ns
        self._records = KeptRecords(folder / "pages")
        self._index = PageIndex(folder / "index", made_by)
        self._forgotten: set[str] = set()
        self._digests: dict[str, str] = {}
        self._stamps: dict[str, Stamp] = {}
        self._at_hand: dict[str, bytes] = {}
        self._used: list[bytes] = []
        self._found: dict[str, stat_result] = {}

    def take_stamps(self, files: Iterable[Found]) -> None:
        """What the file system says of the files, where somebody has asked for it just now."""
        self._found = {path: stat for path, stat in files if not S_ISLNK(stat.st_mode)}

    def _stamp(self, file: PageFile) -> Stamp:
        found = self._found.get(file.path)
        return stamp_of(file.path) if found is None else as_stamp(found)

    def find(self, file: PageFile) -> KeptPage | None:
        """None for a page that is not known as it is now. Its file is read only where its time or size is another."""
        if not file.is_public or file.source in self._forgotten:
            return None
        stamp = self._stamp(file)
        line = self._index.line(file.source)
        if line is None or not stamp or line[1] != stamp:
            line = self._line_of(file, line, stamp)
        known = None if line is None else self._known(file, line)
        if known is None:
            self._index.drop(file.source)
        else:
            self._at_hand.pop(file.source, None)
        return known

    def _line_of(self, file: PageFile, line: Line | None, stamp: Stamp) -> Line | None:
        """What is known of a page whose file may be another than that of `line`; None where it has to be read."""
        data = read_bytes(file.file, file.source)
        if not isinstance(data, bytes):
            return None
        digest = sha256(data).hexdigest()
        self._at_hand[file.source] = data
        self._stamps[file.source] = stamp
        if line is None or line[2] != digest:
            line = self._line_of_record(file, digest)
        if line is not None:
            line[1] = relied_on(stamp, self._read_ns)
            self._index.put(line)
        return line

    def _line_of_record(self, file: PageFile, digest: str) -> Line | None:
        key = self._key(file.source, digest)
        record = self._records.get(key)
        try:
            head, _, written = (record or b"").partition(b"\n")
            page = file.model.model_validate_json(written)
            return _line(json.loads(head), key, page, written, digest)
        except _UNREADABLE:
            return None

    def _known(self, file: PageFile, line: Line) -> KeptPage | None:
        try:
            _, _, digest, key, written, fields, links, addresses, anchors, render_key = line
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
                tuple(FoundLink(href, image) for href, image in links),
                found,
                frozenset(anchors),
                bytes.fromhex(render_key),
            )
        except _UNREADABLE:
            return None

    def read(self, file: PageFile) -> bytes | Problem:
        """What the file of a page that is not known holds. What `keep` is given later was made of this, and of nothing
        that was saved meanwhile.
        """
        data = self._at_hand.pop(file.source, None)
        if data is None:
            self._stamps[file.source] = self._stamp(file)
        read = data or read_bytes(file.file, file.source)
        self._digests[file.source] = sha256(read).hexdigest() if isinstance(read, bytes) else ""
        return read

    def forget(self, sources: Sequence[str]) -> None:
        """These pages are to be made anew in this reading."""
        self._forgotten.update(sources)

    def keep(
        self, file: PageFile, request: Request, rendered: Rendered, addresses: tuple[str, ...], page: Page
    ) -> tuple[Callable[[], bytes | None], str]:
        """Keep what became of what `read` gave of a page; gives how to read the page as a release holds it, and the
        digest of that.
        """
        head = {
            "links": [(link.href, link.image) for link in rendered.links],
            "addresses": addresses,
            "anchors": sorted(rendered.anchors),
            "render_key": key_of(request.text, request.attribute_lists).hex(),
        }
        begin = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        digest = self._digests[file.source]
        key, written = self._key(file.source, digest), canonical_page(page)
        self._records.put(key, begin + b"\n" + written)
        line = _line(head, key, page, written, digest)
        line[1] = relied_on(self._stamps.get(file.source, NO_STAMP), self._read_ns)
        self._index.put(line)
        return partial(self._written, key), line[4]

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
        self._found, self._stamps, self._digests = {}, {}, {}

    def _key(self, source: str, digest: str) -> bytes:
        return sha256(f"{self._made_by}\0{source}\0{digest}".encode(errors="surrogateescape")).digest()


def _line(head: Mapping[str, object], key: bytes, page: Page, written: bytes, digest: str) -> Line:
    """A page without its body, as the index holds it; the stamp of its file is still missing."""
    fields = page.model_dump(mode="json", exclude={"body"}, exclude_defaults=True)
    of_links = (head["links"], head["addresses"], head["anchors"], head["render_key"])
    return [page.source, NO_STAMP, digest, key.hex(), digest_of_written(written), fields, *of_links]
