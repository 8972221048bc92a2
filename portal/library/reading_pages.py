"""Reads the files of pages, each on its own; those that are known as they are now are not parsed again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from portal.library.bodies import Bodies, request_for
from portal.library.entries import Entry
from portal.library.field_faults import typed
from portal.library.front_matter import Document, page_document
from portal.library.kept_page import KeptPage
from portal.library.page_cache import PageCache
from portal.library.problems import Problem
from portal.library.reading_memory import ReadingMemory
from portal.library.renderer import Renderer
from portal.library.source_text import read_bytes, text_of
from portal.library.survey import PageFile
from portal.library.unread_document import UnreadDocument
from portal.library.written_pages import WrittenPages

_NOUNS = {
    "commitments": "a commitment",
    "limitations": "a limitation",
    "topics": "a topic",
    "policies": "a policy",
    "scripts": "a script",
    "guides": "a guide",
    "drills": "a drill",
    "": "a page",
}


@dataclass(slots=True)
class PagesRead:
    """`entries` are in the order of the files; `kept` is what was known of a page, by source.

    `fresh` are the sources of all others that hold nothing wrong.
    """

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: dict[str, KeptPage] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)


def read_pages(
    files: Sequence[PageFile], memory: ReadingMemory, cache: PageCache | None, renderer: Renderer
) -> PagesRead:
    """The `renderer` is told as soon as there is something to render."""
    read = PagesRead()
    for file in files:
        if cache is not None and (known := cache.find(file)) is not None:
            read.kept[file.source] = known
            read.entries.append(Entry(file, UnreadDocument(file.source, file.path), known.page))
            continue
        data = read_bytes(file.file, file.source) if cache is None else cache.read(file)
        if cache is None:
            entry, faults = memory.recall("fields", file.source, (file, data), partial(_entry, file, data))
        else:
            renderer.get_ready()
            entry, faults = _entry(file, data)
            if entry.document.has_body:
                renderer.begin(request_for(entry))
        read.problems += faults
        read.entries.append(entry)
        if not faults:
            read.fresh.add(file.source)
    return read


def _entry(file: PageFile, data: bytes | Problem) -> tuple[Entry, Sequence[Problem]]:
    text = data if isinstance(data, Problem) else text_of(data, file.source)
    if isinstance(text, Problem):
        return Entry(file, Document(file.source, None, has_body=False), None), (text,)
    document, faults = page_document(text, file.source)
    given = {"slug": file.slug, "source": file.source, "path": file.address}
    checked = typed(document, file.model, _NOUNS[file.folder], given)
    return Entry(file, checked.document, checked.model), (*faults, *checked.problems)


def keep_pages(read: PagesRead, bodies: Bodies, cache: PageCache, written: WrittenPages) -> None:
    """Of content in which nothing is wrong: keep what became of each page, and tell `written` what a release holds."""
    for known in read.kept.values():
        written.add(known.page, known.written, known.digest)
    for entry in read.entries:
        source = entry.file.source
        if source not in read.fresh or source not in bodies.made:
            continue
        rendered, (page, addresses) = bodies.rendered[source], bodies.made[source]
        # Whether what acts may stand there is for site.yml to say.
        if entry.file.is_public and not rendered.acting:
            request = request_for(entry)
            written.add(page, *cache.keep(entry.file, request, rendered, addresses, page))
