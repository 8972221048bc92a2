"""Reads the files of pages, each on its own; those that are known as they are now are not parsed again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from portal.library.bodies import ALLOWABLE, Bodies, request_for
from portal.library.entries import Entry
from portal.library.kept_page import KeptPage
from portal.library.page_cache import PageCache
from portal.library.page_entry import entry_of
from portal.library.page_making import PageMaking
from portal.library.problems import Problem
from portal.library.reading_memory import ReadingMemory
from portal.library.render_cache import key_of
from portal.library.rendered import RenderFault
from portal.library.renderer import Renderer
from portal.library.source_text import read_bytes
from portal.library.survey import PageFile, Survey
from portal.library.unread_document import UnreadDocument
from portal.library.written_pages import WrittenPages

_WORTH_LOOKING = 100
"""To render fewer texts takes less time than to find out which of them were rendered before."""


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
    found: Survey, memory: ReadingMemory, cache: PageCache | None, renderer: Renderer, allowed: Sequence[str] | None
) -> PagesRead:
    """`allowed` is `allow_html` of site.yml; None: it cannot be told."""
    read, too_slow = PagesRead(), set[str]()
    if cache is not None:
        read.kept, too_slow = _right_pages(found, cache, renderer, ALLOWABLE if allowed is None else allowed)
    for file in found.pages:
        if (known := read.kept.get(file.source)) is not None:
            read.entries.append(Entry(file, UnreadDocument(file.source, file.path), known.page))
            continue
        data = read_bytes(file.path, file.source) if cache is None else cache.read(file)
        entry, faults = memory.recall("fields", file.source, (file, data), partial(entry_of, file, data))
        if file.source in too_slow:
            # It is not tried a second time.
            memory.keep("text", file.source, (request_for(entry),), RenderFault("too slow"))
        read.problems += faults
        read.entries.append(entry)
        if not faults:
            read.fresh.add(file.source)
    return read


def _right_pages(
    found: Survey, cache: PageCache, renderer: Renderer, allowed: Sequence[str]
) -> tuple[dict[str, KeptPage], set[str]]:
    """The public pages with nothing wrong in them by themselves, and those that took too long: what is not known of
    them, processes find out beside each other.
    """
    kept, unknown, too_slow = dict[str, KeptPage](), list[PageFile](), set[str]()
    for file in found.pages:
        if (known := cache.find(file)) is not None:
            kept[file.source] = known
        elif cache.is_kept(file):
            renderer.pool.get_ready()
            unknown.append(file)
    texts = renderer.kept
    is_first = texts is not None and not texts.is_filled
    if is_first:
        unknown += [file for file in (*found.pages, *found.translations) if not file.is_public or file.language]
    making = PageMaking(
        cache.made_by,
        cache.read_ns,
        cache.shared_file(),
        texts.shared_file() if texts else None,
        rendered_before=not is_first and len(unknown) >= _WORTH_LOOKING,
    )
    for place, made in renderer.pool.each(making, [(file, cache.stamp(file)) for file in unknown]):
        file = unknown[place]
        if isinstance(made, RenderFault):
            too_slow |= {file.source} if made.reason == "too slow" else set()
            continue
        if made.text is not None and texts is not None:
            texts.added(*made.text)
        if made.page is not None and (known := cache.take(file, made.page)) is not None:
            kept[file.source] = known
    return {source: page for source, page in kept.items() if all(kind in allowed for kind in page.acting)}, too_slow


def keep_pages(read: PagesRead, bodies: Bodies, cache: PageCache, written: WrittenPages) -> None:
    """Of content in which nothing is wrong: keep what became of each page, and tell `written` what a release holds."""
    for known in read.kept.values():
        written.add(known.page, known.written, known.digest)
    for entry in read.entries:
        source = entry.file.source
        if source not in read.fresh or source not in bodies.made or not entry.file.is_public:
            continue
        rendered, (page, addresses) = bodies.rendered[source], bodies.made[source]
        written.add(page, *cache.keep(entry.file, rendered, key_of(request_for(entry)), addresses, page))
