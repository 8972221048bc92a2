"""What changed on the site: every change, newest first, and the addresses at which it is told. DESIGN §5."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal import paths
from portal.library.page_versions import PageVersion, permanent_address
from portal.site.page_histories import Change, PageHistory, page_histories
from portal.site.public_site import PublicSite

SECTIONS = {
    "commitments": "commitments",
    "limitations": "limitations",
    "topics": "topics",
    "policies": "policies",
    "": "pages",
}
"""Kinds of page by the last part of their section's address, in the order in which they are told."""
SHOWN = 50
"""How many changes a list begins with; the years hold the rest."""
ATOM, JSON_FEED = "atom.xml", "feed.json"
_KEPT_AS = "what_changed"


@dataclass(frozen=True, slots=True)
class ChangeList:
    """A page that lists changes. `kind` is None for all kinds, `year` for all years; `address` ends in a slash."""

    address: str
    changes: tuple[Change, ...]
    kind: str | None = None
    year: int | None = None

    @property
    def has_feeds(self) -> bool:
        return self.year is None and bool(self.changes)


def what_changed(view: PublicSite) -> "WhatChanged":
    """What changed on this site: the same for everybody who asks about the same `view`."""
    found: WhatChanged = view.__dict__.setdefault(_KEPT_AS, WhatChanged(view))
    return found


class WhatChanged:
    """Of a site's live pages and of those that are gone. Worked out once, as far as it is asked for."""

    def __init__(self, view: PublicSite) -> None:
        self.view = view

    @cached_property
    def histories(self) -> Mapping[str, PageHistory]:
        """By the address of their page."""
        return page_histories(self.view)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Of all pages, the newest first."""
        every = [change for history in self.histories.values() for change in history.changes]
        return tuple(sorted(every, key=lambda change: (-change.on.toordinal(), change.path)))

    @cached_property
    def newest(self) -> Change | None:
        """The newest of a page that is there to be read."""
        live = self.view.by_path
        return next((change for change in self.changes if change.path in live), None)

    @cached_property
    def lists(self) -> Mapping[str, ChangeList]:
        """By address: all, by section, and by year where there are more than the first page shows."""
        lists = [ChangeList(paths.WHAT_CHANGED, self.changes)]
        for kind, name in SECTIONS.items():
            if mine := tuple(change for change in self.changes if change.kind == kind):
                lists.append(ChangeList(f"{paths.WHAT_CHANGED}{name}/", mine, kind=kind))
        if len(self.changes) > SHOWN:
            for year in self.years:
                mine = tuple(change for change in self.changes if change.on.year == year)
                lists.append(ChangeList(f"{paths.WHAT_CHANGED}{year}/", mine, year=year))
        return {each.address: each for each in lists}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """In which anything changed, the last first."""
        return tuple(dict.fromkeys(change.on.year for change in self.changes))

    @cached_property
    def feeds(self) -> Mapping[str, ChangeList]:
        """By address."""
        named = ((each, name) for each in self.lists.values() if each.has_feeds for name in (ATOM, JSON_FEED))
        return {each.address + name: each for each, name in named}

    @cached_property
    def of_pages(self) -> Mapping[str, PageHistory]:
        """The pages that tell how one page has changed, by address."""
        return {paths.history(path): each for path, each in self.histories.items() if each.changes}

    @cached_property
    def permanent(self) -> Mapping[str, tuple[PageHistory, PageVersion]]:
        """What once stood on a page, by its permanent address."""
        return {
            permanent_address(version): (history, version)
            for history in self.histories.values()
            for version in history.versions
        }

    def pages(self) -> tuple[str, ...]:
        """What readers are meant to find: the lists and the histories of pages."""
        return (*self.lists, *sorted(self.of_pages))

    def addresses(self) -> tuple[str, ...]:
        """All that is frozen."""
        return (*self.pages(), *sorted(self.feeds), *sorted(self.permanent))

    def identity(self, path: str) -> tuple[str, ...]:
        """What the history of the page at `path` is made from; () where nothing is known of it."""
        history = self.histories.get(path)
        return () if history is None else tuple(_identity(history))


def _identity(history: PageHistory) -> Iterable[str]:
    yield f"{history.path} {history.kind} {history.title} {history.page is not None}"
    for version in history.versions:
        yield f"{version.name} {version.hash} {version.since} {version.until}"
    for change in history.changes:
        before = f"{change.was.path} {change.was.title}" if change.was else ""
        yield f"{change.on} {change.name} {change.title} {change.note} {change.permanent} {before}"
