"""What became of each file of a public page, kept from one build to the next, so that only what changed is parsed.

A page is found by a digest of its source, its bytes and the code that reads it, so nothing here can be out of date;
the folder may be deleted or shared at any time. Only pages with nothing wrong in them are kept. What depends on other
pages is looked at in every build: where links lead, and all that portal.library.loader checks across files.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from portal.library.canonical import canonical_page
from portal.library.file_stamps import FileStamps
from portal.library.kept_records import KeptRecords
from portal.library.pages import Page
from portal.library.problems import Problem
from portal.library.render_cache import key_of
from portal.library.renderer import Request
from portal.library.rendering import FoundLink, Rendered
from portal.library.source_text import read_bytes
from portal.library.survey import PageFile


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with its body, in which its `links` lead to `addresses`; `written` is the page as a release holds it."""

    page: Page
    written: bytes
    links: tuple[FoundLink, ...]
    addresses: tuple[str, ...]
    anchors: frozenset[str]
    render_key: bytes
    """Under which portal.library.render_cache keeps what became of the text."""


class PageCache:
    """One process writes to `folder` at a time.

    `made_by` stands for all code that reads pages. `read_ns` is the time at which the reading begins, in nanoseconds.
    """

    def __init__(self, folder: Path, made_by: str, read_ns: int) -> None:
        self._made_by = made_by
        self._records = KeptRecords(folder / "pages")
        self._stamps = FileStamps(folder / "stamps", read_ns)
        self._forgotten: set[str] = set()
        self._digests: dict[str, str] = {}
        self._at_hand: dict[str, bytes] = {}

    def find(self, file: PageFile) -> KeptPage | None:
        """None for a page that is not known as it is now. Its file is read only where its time or size is another."""
        if not file.is_public or file.source in self._forgotten:
            return None
        digest = self._stamps.digest(file.source, str(file.file))
        if digest is None:
            data = read_bytes(file.file, file.source)
            if not isinstance(data, bytes):
                return None
            digest = sha256(data).hexdigest()
            self._stamps.note(file.source, digest)
            self._at_hand[file.source] = data
        record = self._records.get(self._key(file.source, digest))
        known = None if record is None else _kept(record, file.model)
        if known is not None:
            self._at_hand.pop(file.source, None)
        return known

    def read(self, file: PageFile) -> bytes | Problem:
        """What the file of a page that is not known holds. What `keep` is given later was made of this, and of nothing
        that was saved meanwhile.
        """
        data = self._at_hand.pop(file.source, None) or read_bytes(file.file, file.source)
        self._digests[file.source] = sha256(data).hexdigest() if isinstance(data, bytes) else ""
        return data

    def forget(self, sources: Sequence[str]) -> None:
        """These pages are to be made anew in this reading."""
        self._forgotten.update(sources)

    def keep(
        self, file: PageFile, request: Request, rendered: Rendered, addresses: tuple[str, ...], page: Page
    ) -> Callable[[], bytes | None]:
        """Keep what became of what `read` gave of a page; gives how to read the page as a release holds it."""
        head = {
            "links": [(link.href, link.image) for link in rendered.links],
            "addresses": addresses,
            "anchors": sorted(rendered.anchors),
            "render_key": key_of(request.text, request.attribute_lists).hex(),
        }
        line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        key = self._key(file.source, self._digests[file.source])
        self._records.put(key, line + b"\n" + canonical_page(page))
        return partial(self._written, key)

    def _written(self, key: bytes) -> bytes | None:
        record = self._records.get(key)
        return record.partition(b"\n")[2] if record else None

    def save(self) -> None:
        self._records.save()
        self._stamps.save()

    def _key(self, source: str, digest: str) -> bytes:
        return sha256(f"{self._made_by}\0{source}\0{digest}".encode(errors="surrogateescape")).digest()


def _kept(record: bytes, model: type[Page]) -> KeptPage | None:
    line, _, written = record.partition(b"\n")
    try:
        head = json.loads(line)
        return KeptPage(
            model.model_validate_json(written),
            written,
            tuple(FoundLink(href, image) for href, image in head["links"]),
            tuple(head["addresses"]),
            frozenset(head["anchors"]),
            bytes.fromhex(head["render_key"]),
        )
    except (ValueError, KeyError, TypeError, ValidationError):
        return None
