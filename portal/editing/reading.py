"""The content as it would be with one page changed, read as the build would read it. Nothing is written to content/.

Markdown is rendered in a process that is killed when it takes too long, and what did not change is remembered, so that
a look costs little while somebody types. One look at a time in each process.
"""

import weakref
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from portal.errors import EditRefused
from portal.library.advice.all_advice import advice_on
from portal.library.bodies import render_bodies
from portal.library.entries import Entry
from portal.library.loader import Loaded, load_library
from portal.library.pages import Page
from portal.library.problems import in_order
from portal.library.reading_memory import ReadingMemory
from portal.library.render_cache import RenderCache
from portal.library.rendered import Rendered
from portal.library.renderer import Renderer
from portal.settings import Settings
from portal.web.editing_room import Look

TIMEOUT_S = 2.0
"""Less than a build allows one page: somebody waits for the answer."""


class _RenderedByBuilds(RenderCache):
    """What builds have rendered already. What somebody is typing is not added to it."""

    def put(self, key: bytes, answer: Rendered) -> None:
        """Nothing is kept."""

    def save(self) -> None:
        """There is nothing to save."""


class Reading:
    """One for each service; its process for Markdown starts with the first look and ends with it, or with `close`."""

    def __init__(self, settings: Settings) -> None:
        self._site_dir = settings.site_dir
        self._lock = Lock()
        self._memory = ReadingMemory()
        self._renderer = Renderer(TIMEOUT_S, processes=1, kept=_RenderedByBuilds(settings.render_cache_file))
        self.close = weakref.finalize(self, self._renderer.close)

    def content(self, today: date) -> Loaded:
        """Everything as it is."""
        with self._lock:
            return load_library(self._site_dir, today, self._renderer, memory=self._memory)

    def with_text(self, source: str, text: str, today: date) -> Loaded:
        """Everything, with `text` in place of the file at `source`."""
        with self._lock, TemporaryDirectory(prefix="portal-look-") as folder:
            file = Path(folder) / "page.md"
            file.write_text(text, "utf-8")
            beside = ((source, file),)
            return load_library(self._site_dir, today, self._renderer, memory=self._memory, beside=beside)

    def page_of(self, loaded: Loaded, source: str) -> Page:
        """The page with its body, also while something is wrong with it or elsewhere.

        Raises EditRefused while its fields or its text cannot be read, and where it holds HTML that this site does not
        allow.
        """
        content, entry = loaded.content, entry_of(loaded, source)
        if content is None or entry is None or entry.page is None:
            raise EditRefused("The page shows here again once its fields can be read.")
        with self._lock:
            bodies = render_bodies([entry], content.site.allow_html if content.site else (), self._renderer)
        rendered = bodies.rendered.get(source)
        pages, _ = bodies.filled([entry], content.places)
        if rendered is None or not pages:
            raise EditRefused("The page shows here again once its text can be read.")
        allowed = content.site.allow_html if content.site else ()
        if any(part.kind not in allowed for part in rendered.acting):
            raise EditRefused("The page shows here again once it holds no HTML that may not stand in a page.")
        return pages[0]


def look_of(loaded: Loaded, source: str) -> Look:
    """What was found, on the page itself and elsewhere; of the other files only what stops a publication.

    On the page itself there is advice too, as `portal check` gives it.
    """
    found = (*loaded.problems, *(advice_on(loaded.content) if loaded.content else ()))
    here = in_order(problem for problem in found if problem.path == source)
    elsewhere = (each for each in loaded.problems if each.path != source and each.severity == "problem")
    entry = entry_of(loaded, source)
    title = entry.page.title if entry is not None and entry.page is not None else ""
    return Look(tuple(here), tuple(elsewhere), title)


def entry_of(loaded: Loaded, source: str) -> Entry | None:
    found = loaded.content.entries if loaded.content else ()
    return next((entry for entry in found if entry.file.source == source), None)
