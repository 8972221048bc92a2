"""What each page of the site is made from, as a digest: while it stays the same, so does the page. DESIGN §6, §8.

A page changes with time as well; when, `portal.site.next_change` says.
"""

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256

from portal import paths
from portal.library.pages import Commitment, FreePage, Page, Policy
from portal.site.page_histories import PageHistory
from portal.site.public_site import PublicSite
from portal.site.what_changed import WhatChanged

_SHOWN_IN_LISTS = {"slug", "path", "title", "summary", "lang", "order", "review_by"}


class Signatures:
    """`made_by` stands for all code, templates, styles and figures that go into every page."""

    def __init__(self, view: PublicSite, made_by: str, figures: str) -> None:
        """`view` holds the live pages; `figures` stands for what practice has to say of them."""
        self._view = view
        self._common = _digest(made_by, view.site.model_dump_json())
        self._figures = figures
        self._changed = WhatChanged(view)

    def of(self, address: str) -> str:
        page = self._view.by_path.get(address)
        if isinstance(page, (Policy, FreePage)) and address != paths.HOME:
            # These show themselves alone; what they link to stands in their text.
            return _digest(self._common, page.model_dump_json(), *self._changed.identity(address))
        if address.startswith(paths.STATIC):
            return _digest(self._common, address)
        if address == paths.SEARCH:
            return _digest(self._common, address, self._outline)
        if (told := self._told(address)) is not None:
            return _digest(self._common, address, *told)
        own = "".join((page.model_dump_json(), *self._changed.identity(address))) if page else ""
        if address in (paths.HOME, paths.SITEMAP):
            own += self._history
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
        return _digest(*fields, json.dumps(self._view.calendars, sort_keys=True, default=str))

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


def _digest(*parts: str) -> str:
    digest = sha256()
    for part in parts:
        data = part.encode()
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
