"""A page as it is kept from build to build: a record with all of it, a line of an index with all but its text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from portal.library.canonical import canonical_page, digest_of_written
from portal.library.file_stamps import Stamp
from portal.library.pages import Page
from portal.library.record_writing import RecordPlace
from portal.library.rendered import Rendered
from portal.library.survey import PageFile

Line = list[Any]
"""Source, stamp of the file, digest of its bytes, key of the record, digest of the page as a release holds it, its
fields, links, addresses of these, anchors, key of the text, and what kinds of things act in it.
"""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """`line` and `whole` as the files hold them; `whole` is found by `key`."""

    key: bytes
    line: bytes
    whole: bytes


@dataclass(frozen=True, slots=True)
class AddedPage:
    """A record that was added to its file at `place`, and its line."""

    key: bytes
    line: bytes
    place: RecordPlace


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read: the digest of its bytes, and its stamp from before, as far as that can be relied on."""

    file: PageFile
    digest: str
    stamp: Stamp


def key_of_page(made_by: str, source: str, digest: str) -> bytes:
    """`made_by` stands for all code that reads pages; `digest` is over the bytes of the file."""
    return sha256(f"{made_by}\0{source}\0{digest}".encode(errors="surrogateescape")).digest()


def page_record(
    made_by: str, read: ReadFile, rendered: Rendered, render_key: bytes, addresses: tuple[str, ...], page: Page
) -> PageRecord:
    """`page` has its body, in which the links lead to `addresses`."""
    head = {
        "links": [(link.href, link.image) for link in rendered.links],
        "addresses": addresses,
        "anchors": sorted(rendered.anchors),
        "render_key": render_key.hex(),
        "acting": sorted({part.kind for part in rendered.acting}),
    }
    key, written = key_of_page(made_by, read.file.source, read.digest), canonical_page(page)
    begin = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    line = page_line(head, read, key, page, written)
    return PageRecord(key, written_line(line), begin + b"\n" + written)


def line_in(record: bytes, read: ReadFile, key: bytes) -> Line:
    """Raises whatever comes of a record that is damaged."""
    head, _, written = record.partition(b"\n")
    return page_line(json.loads(head), read, key, read.file.model.model_validate_json(written), written)


def page_line(head: Mapping[str, object], read: ReadFile, key: bytes, page: Page, written: bytes) -> Line:
    fields = page.model_dump(mode="json", exclude={"body"}, exclude_defaults=True)
    return [page.source, read.stamp, read.digest, key.hex(), digest_of_written(written), fields, *head.values()]


def written_line(line: Line) -> bytes:
    """As the index holds it, in ASCII."""
    return json.dumps(line, separators=(",", ":")).encode()
