"""What the preview shows until a file changes again: the pages as readers will see them, and what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import RLock
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.library.library import Library
from portal.library.pages import Page
from portal.library.problems import Problem, in_order
from portal.library.translated import pages_in
from portal.library.translations import TranslatedPages
from portal.publishing.own_templates import comparison, has_own_templates
from portal.settings import Settings
from portal.site.template_problems import problem_of_template

MakePages = Callable[[Library, datetime, bool], Flask]
"""The public half of a library at an instant (UTC); the flag asks for the pages that readers do not see as well."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer to a request for a page; `problems` are what own templates do wrong in it, which may prevent it."""

    body: bytes
    status: int
    headers: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()

    @property
    def is_html(self) -> bool:
        return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in self.headers)


_NOTHING = Shown(b"", 404, ())


class PreviewState:
    """`number` counts the readings. `library` is None where there was never one without a problem.

    `problems` are those of the content as it is now, `sources` the files of public pages by address, `assets` the files
    that are published as they are, by address.
    """

    def __init__(
        self,
        number: int,
        library: Library | None,
        at: datetime,
        problems: tuple[Problem, ...],
        sources: Mapping[str, str],
        assets: Mapping[str, Path],
        make_pages: MakePages,
        settings: Settings,
    ) -> None:
        self.number, self.library, self.at = number, library, at
        self.problems, self.sources, self.assets = problems, sources, assets
        self._make_pages, self._settings = make_pages, settings
        self._lock = RLock()
        self._shown: dict[str, Shown] = {}

    @property
    def wrong(self) -> tuple[Problem, ...]:
        """Without warnings."""
        return tuple(problem for problem in self.problems if problem.severity == "problem")

    def problems_at(self, path: str) -> tuple[Problem, ...]:
        """What is wrong with the file of the page at `path`; with any file, where no page can be shown at all."""
        source = self.sources.get(path)
        own = tuple(problem for problem in self.wrong if problem.path == source)
        return own or (self.wrong if self.library is None else ())

    @cached_property
    def hidden(self) -> Mapping[str, Page]:
        """Pages that readers do not see at the instant of the preview, by address."""
        if self.library is None:
            return {}
        everything, live = self.library.public, self.library.public.live_on(self._today)
        first, *others = self.library.site.languages
        seen = {page.path for page in live.all()}
        hidden = {page.path: page for page in everything.all() if page.path not in seen}
        for tag in others:
            words = self.library.translations.get(tag, TranslatedPages())
            seen = {page.path for page in pages_in(live, words, tag, first).all()}
            translated = (
                page for page in pages_in(everything, words, tag, first, with_drafts=True).all() if page.lang == tag
            )
            hidden |= {page.path: page for page in translated if page.draft or page.path not in seen}
        return hidden

    def why_hidden(self, page: Page) -> str:
        """In words."""
        if page.draft:
            return "This is a draft. Readers do not see it."
        if page.expires_on and page.expires_on <= self._today:
            return f"Readers have not seen this page since {page.expires_on:%-d %B %Y}."
        return f"Readers will see this page from {page.publish_on:%-d %B %Y}."

    def of_templates(self) -> tuple[Problem, ...]:
        """What is wrong with own templates, as far as pages were asked for."""
        with self._lock:
            return in_order(problem for shown in self._shown.values() for problem in shown.problems)

    def page(self, path: str) -> Shown:
        """The page at `path`, made once."""
        with self._lock:
            if path not in self._shown:
                self._shown[path] = self._made(path)
            return self._shown[path]

    def token(self, path: str) -> str:
        """The same while the page at `path` and what it may show beside its text are the same."""
        shown = self.page(path) if self.library is not None else _NOTHING
        told = "\n".join(map(str, (*self.problems_at(path), *self.wrong, *shown.problems)))
        files = ((address, file.stat().st_mtime_ns) for address, file in self.assets.items() if file.is_file())
        own = b"" if self.problems_at(path) else shown.body
        return sha256(b"\0".join((own, told.encode(), repr(tuple(files)).encode()))).hexdigest()[:16]

    @property
    def _today(self) -> date:
        assert self.library is not None
        return self.at.astimezone(ZoneInfo(self.library.site.time_zone)).date()

    @cached_property
    def _live_pages(self) -> Flask:
        assert self.library is not None
        return self._make_pages(self.library, self.at, False)

    @cached_property
    def _all_pages(self) -> Flask:
        assert self.library is not None
        return self._make_pages(self.library, self.at, True)

    def _made(self, path: str) -> Shown:
        try:
            app = self._all_pages if path in self.hidden else self._live_pages
            body, status, headers = run_wsgi_app(app, EnvironBuilder(path).get_environ(), buffered=True)
        except Exception as error:
            # A template of the editor's own may raise anything; the preview goes on.
            return Shown(b"", 500, (), (problem_of_template(error, self._settings),))
        shown = Shown(b"".join(body), int(status.split()[0]), tuple(headers))
        if self._compare is None or path in self.hidden or not shown.is_html:
            return shown
        return replace(shown, problems=tuple(self._compare(path)))

    @cached_property
    def _compare(self) -> Callable[[str], Sequence[Problem]] | None:
        """What own templates drop from a page; None where there are none."""
        if self.library is None or not has_own_templates(self._settings):
            return None
        return comparison(self._settings, self._live_pages, self._make_pages(self.library, self.at, False))
