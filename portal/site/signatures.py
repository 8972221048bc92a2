"""What each page of the site is made from, as a digest: while it stays the same, so does the page. DESIGN §6, §8.

A page changes with time as well; when, `portal.site.next_change` says.
"""

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256

from portal import paths
from portal.library.canonical import digest_of_page
from portal.library.pages import Commitment, FreePage, Page, Policy
from portal.site.page_histories import PageHistory
from portal.site.public_site import PublicSite
from portal.site.what_changed import what_changed

_SHOWN_IN_LISTS = {"slug", "path", "title", "summary", "lang", "order", "review_by"}


class Signatures:
    """`made_by` stands for all code, templates, styles and figures that go into every page."""

    def __init__(
        self, view: PublicSite, made_by: str, figures: str, known: Callable[[Page], str | None] = lambda page: None
    ) -> None:
        """`view` holds the live pages; `figures` stands for what practice has to say of them.

        `known` gives the digest of a page as a release holds it, where that is known already.
        """
        self._known = known
        self._view = view
        self._common = _digest(made_by, view.site.model_dump_json())
        self._figures = figures
        self._changed = what_changed(view)
        self._others = () if view.folder else tuple(Signatures(site, made_by, figures) for site in view.others)

    def of(self, address: str) -> str:
        """Of a page in any language."""
        if not self._others:
            return self._of(address)
        for other in self._others:
            if address.startswith(other._view.address("/").lower()):
                return other._of_translation(address, self)
        return _digest(self._of(address), *self._translated(address))

    def _of_translation(self, address: str, first: "Signatures") -> str:
        """Of all that its original is made from, and what is other than there."""
        original, page = self._view.path_of_original(address), self._view.by_path.get(address)
        own = page.model_dump_json() if page else ""
        shows_itself_alone = isinstance(page, (Policy, FreePage)) and original != paths.HOME
        around = () if shows_itself_alone else (self._named_everywhere, self._outline)
        age = str(original in self._view.outdated)
        return _digest(self._common, first._of(original), own, age, *first._translated(original), *around)

    def _translated(self, address: str) -> tuple[str, ...]:
        """In which languages the page at `address` is; the list for search engines names them for every page."""
        if address == paths.SITEMAP:
            return tuple(other._outline for other in self._others)
        sites = (other._view for other in self._others)
        pages = ((site, site.by_path.get(site.address(address))) for site in sites)
        return tuple(f"{site.folder} {page is not None and site.is_translated(page)}" for site, page in pages)

    def _of(self, address: str) -> str:
        page = self._view.by_path.get(address)
        if isinstance(page, (Policy, FreePage)) and address != paths.HOME:
            # These show themselves alone; what they link to stands in their text.
            text = self._known(page) or digest_of_page(page)
            return _digest(self._common, text, *self._changed.identity(address))
        if address.startswith(paths.STATIC):
            return _digest(self._common, address)
        if address.startswith(paths.OPENING_HOURS) or address == paths.COMMITMENTS_SCHEMA:
            return _digest(self._common, address, self._calendars)
        if address == paths.SEARCH:
            return _digest(self._common, address, self._outline)
        if (told := self._told(address)) is not None:
            return _digest(self._common, address, *told)
        own = "".join((page.model_dump_json(), *self._changed.identity(address))) if page else ""
        if address in (paths.HOME, paths.SITEMAP, paths.COMMITMENTS_JSON):
            own += self._history
        if address == paths.COMMITMENTS_JSON:
            # Whether a promise's words of today are on record depends on its text as well.
            own += "".join(self._view.text_of(page).hash for page in self._view.pages.commitments.values())
        return _digest(self._common, address, own, self._named_everywhere, self._outline, self._figures)

    def _told(self, address: str) -> tuple[str, ...] | None:
        """What a page that tells of changes is made from; None for any other."""
        if history := self._changed.of_pages.get(address):
            return self._of_history(history)
        if found := self._changed.permanent.get(address):
            return self._of_history(found[0])
        if address in self._changed.lists or address in self._changed.feeds:
            return self._history, self._outline
        return None

    def _of_history(self, history: PageHistory) -> tuple[str, ...]:
        """A promise names its topics; and each says whether it is what stands on its page today."""
        named = self._named_everywhere if history.kind == Commitment.kind else ""
        today = history.page.model_dump_json() if history.page else ""
        return (*self._changed.identity(history.path), today, named)

    @cached_property
    def _history(self) -> str:
        """Of all pages together."""
        return _digest(*(line for path in self._changed.histories for line in self._changed.identity(path)))

    @cached_property
    def _named_everywhere(self) -> str:
        """Promises, limitations and topics name each other, by any of their fields; only texts stay on their page."""
        pages = self._view.pages
        linked = (*pages.commitments.values(), *pages.limitations.values(), *pages.topics.values())
        fields = (page.model_dump_json(exclude={"body"}) for page in linked)
        return _digest(*fields, self._calendars)

    @cached_property
    def _calendars(self) -> str:
        return json.dumps(self._view.calendars, sort_keys=True, default=str)

    @cached_property
    def _outline(self) -> str:
        """What lists show of every page."""
        return _digest(*(line for page in self._view.pages.all() for line in _in_lists(page)))


def _in_lists(page: Page) -> Iterable[str]:
    yield page.model_dump_json(include=_SHOWN_IN_LISTS)
    yield from page.aliases


def signature_of_everything(release_hash: str, made_by: str, figures: str) -> Callable[[str], str]:
    """For templates that we do not know: any page may show anything."""
    everything = _digest(release_hash, made_by, figures)
    return lambda address: _digest(everything, address)


def _digest(*parts: str | bytes) -> str:
    digest = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
