"""What becomes of a page's file, from its bytes to what is kept of it, in one go: the work of a process that renders.

It is done for pages in which nothing is wrong. Any other is read again by whoever asked, who tells its faults.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from portal.library.bodies import filled_body, is_right, request_for
from portal.library.file_stamps import Stamp
from portal.library.links import LinkMap, Place
from portal.library.page_entry import entry_of
from portal.library.page_record import AddedPage, ReadFile, page_record
from portal.library.problems import Problem
from portal.library.record_writing import RecordPlace, RecordWriter
from portal.library.render_cache import RenderCache, key_of, written_answer
from portal.library.render_process import Steps
from portal.library.renderer import rendered_text
from portal.library.source_text import read_bytes
from portal.library.survey import PageFile, asset_address, page_at


@dataclass(frozen=True, slots=True)
class MadePage:
    """`page` is what was kept of a public page with nothing wrong in it. `text` says what became of its text, by its
    key and the place at which that was added, where it was rendered.
    """

    page: AddedPage | None = None
    text: tuple[bytes, RecordPlace] | None = None


@dataclass(frozen=True, slots=True)
class PageMaking:
    """`made_by` stands for all code that reads pages. Records go to the files `pages` and `texts`; `rendered_before` is
    whether it is worth while to look for a text there. `began_ns` tells one reading from another.
    """

    made_by: str
    began_ns: int
    pages: Path
    texts: Path | None
    rendered_before: bool = False

    def __call__(self, given: tuple[PageFile, Stamp]) -> Steps[MadePage]:
        """Of a file and its stamp from before. Raises whatever Python-Markdown raises, and OSError."""
        file, stamp = given
        data = read_bytes(file.path, file.source)
        if isinstance(data, Problem):
            return MadePage()
        entry, faults = entry_of(file, data)
        if not entry.document.has_body:
            return MadePage()
        yield
        request = request_for(entry)
        key, text = key_of(request), None
        before = _rendered_before(self).get(key) if self.texts and self.rendered_before else None
        rendered = before or rendered_text(request)
        yield
        if self.texts and not before:
            text = key, _writer(self, self.texts).add(key, written_answer(rendered))
        if entry.page is None or faults or file.language or not file.is_public or not is_right(rendered):
            return MadePage(text=text)
        addresses = LinkMap(_AsIfThere(), suggestions_left=0).addresses_of(file.source, rendered.links)
        page = entry.page.model_copy(update={"body": filled_body(entry, rendered, addresses)})
        read = ReadFile(file, sha256(data).hexdigest(), stamp)
        record = page_record(self.made_by, read, rendered, key, addresses, page)
        place = _writer(self, self.pages).add(record.key, record.whole)
        return MadePage(AddedPage(record.key, record.line, place), text)


@lru_cache(maxsize=2)
def _writer(making: PageMaking, file: Path) -> RecordWriter:
    """One for each reading: the next may find another file there."""
    return RecordWriter(file)


@lru_cache(maxsize=1)
def _rendered_before(making: PageMaking) -> RenderCache:
    assert making.texts is not None
    return RenderCache(making.texts)


class _AsIfThere(dict[str, Place]):
    """Every file that a link may name, as if it were there. Whether it is, is looked at where all files are known."""

    def get(self, target: str, default: Any = None) -> Place:
        return _place_of(target)


@lru_cache(maxsize=4096)
def _place_of(source: str) -> Place:
    page = page_at(Path(), source)
    return Place(
        page.address if page else asset_address(source), is_public=True, anchors=None, is_page=page is not None
    )
