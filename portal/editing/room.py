"""The room in which pages are edited: what the desk shows of a page, of a draft, and of all that would change.

It reads content/ and changes nothing there; publication is portal.editing.publish_pages. DESIGN §6.
"""

from datetime import date
from functools import cached_property

from portal.acts.edit_page import page_now, why_not_here
from portal.acts.workplace import Workplace
from portal.editing.content_git import ContentGit
from portal.editing.listing import listed_pages
from portal.editing.preview import shown_page
from portal.editing.reading import Reading, look_of
from portal.editing.review import own_change, page_changes
from portal.errors import EditRefused
from portal.library.content_files import content_page, text_fault
from portal.library.library import Library
from portal.library.loader import Loaded
from portal.library.new_pages.kinds import KINDS
from portal.library.published import read_published
from portal.library.published_history import PublishedHistory
from portal.library.release import Release
from portal.library.skeletons import new_source, skeleton
from portal.library.source_text import text_of
from portal.site.page_histories import page_histories
from portal.site.public_site import public_site
from portal.store.page_versions import page_versions_at
from portal.web.editing_room import Commit, ListedPage, Look, Review, Told


class Room:
    """One for each service (portal.web.editing_room says what each part gives)."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._settings = workplace.settings
        self._git = ContentGit(workplace.settings.site_dir, workplace.settings.mail_from)

    @cached_property
    def _reading(self) -> Reading:
        """Only where somebody edits: it keeps what the pages became."""
        return Reading(self._settings)

    def pages(self) -> tuple[ListedPage, ...]:
        self._require_content()
        return listed_pages(self._reading.content(self._today), self._today)

    def look(self, source: str, text: str) -> Look:
        if fault := text_fault(text, source):
            return Look((fault,))
        return look_of(self._read(source, text), source)

    def preview(self, source: str, text: str) -> str:
        if fault := text_fault(text, source):
            raise EditRefused(f"{fault.what} {fault.remedy}")
        page = content_page(self._settings.site_dir, source)
        if page.language:
            raise EditRefused("How a translation looks is seen once it is published. The check beside it holds for it.")
        loaded, release = self._read(source, text), self._workplace.release
        if loaded.library is not None:
            release = Release(release.hash, release.built_at, loaded.library)
        return shown_page(self._settings, release, self._reading.page_of(loaded, source), self._workplace.now())

    def desk_text(self, source: str, text: str) -> str:
        """The body of a page of the desk, as HTML. Raises EditRefused."""
        return self._reading.page_of(self._read(source, text), source).body.html

    def review(self, source: str, text: str) -> Review:
        loaded = self._read(source, text)
        look = look_of(loaded, source)
        was = page_now(self._workplace, source).text
        if loaded.library is None:
            return Review(look)
        changes = page_changes(self._workplace.library, loaded.library, self._today)
        own = own_change(source, look.title or source, was, text, changes)
        return Review(look, own, tuple(change for name, change in changes.items() if name != source))

    def told(self, source: str) -> tuple[Told, ...]:
        page = content_page(self._settings.site_dir, source)
        if not page.is_public or page.language:
            return ()
        with self._workplace.store.reading() as conn:
            versions = page_versions_at(conn, page.address)
        published = read_published(self._settings.published_file)
        known = PublishedHistory("", (), versions)
        view = public_site(self._workplace.release, published, self._workplace.now(), known).live()
        history = page_histories(view).get(page.address)
        return tuple(
            Told(
                each.on,
                each.sentences,
                each.differences.paragraphs,
                each.is_weaker,
                each.permanent,
            )
            for each in (history.changes if history else ())
        )

    def commits(self, source: str) -> tuple[Commit, ...]:
        self._require_content()
        try:
            return self._git.commits(source) if self._git.is_there() else ()
        except EditRefused:
            return ()

    def text_at(self, source: str, commit: str) -> str:
        content_page(self._settings.site_dir, source)
        self._require_content()
        text = text_of(self._git.text_at(source, commit).encode("utf-8"), source)
        if not isinstance(text, str):
            raise EditRefused("That version of the file is no text that can be edited here.")
        return text

    def skeleton(self, kind: str, title: str) -> tuple[str, str]:
        self._require_content()
        if kind not in KINDS:
            raise EditRefused("There is no such kind of page.")
        library = self._known_library()
        source = new_source(kind, title, library)
        if page_now(self._workplace, source).octets is not None:
            raise EditRefused(f"There is a file {source} already. Give the page another title.")
        return source, skeleton(kind, title, library, self._today)

    def _known_library(self) -> Library:
        return self._reading.content(self._today).library or self._workplace.library

    def _read(self, source: str, text: str) -> Loaded:
        self._require_content()
        content_page(self._settings.site_dir, source)
        return self._reading.with_text(source, text, self._today)

    @property
    def _today(self) -> date:
        return self._workplace.local_day(self._workplace.now())

    def _require_content(self) -> None:
        if why := why_not_here(self._workplace):
            raise EditRefused(why)
