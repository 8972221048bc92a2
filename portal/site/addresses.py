"""Every address of the published site."""

from portal import paths
from portal.site.public_site import PublicSite
from portal.site.static_files import THEME, StaticFiles
from portal.site.what_changed import WhatChanged

_LISTS = (
    paths.HOME,
    paths.TOPICS,
    paths.COMMITMENTS,
    paths.LIMITATIONS,
    paths.POLICIES,
    paths.HOW_WE_HANDLE,
    paths.SCORECARD,
    paths.SEARCH,
)
_DATA = (paths.SCORECARD_CSV, paths.SCORECARD_JSON)
_ASSETS = ("forthright.css", "favicon.svg", "changes.css", "search.css", "search.js")


def page_addresses(view: PublicSite) -> tuple[str, ...]:
    """The pages that readers are meant to find: lists first, then pages by address."""
    return (*_LISTS, *sorted(path for path in view.by_path if path not in _LISTS))


def addresses(view: PublicSite, files: StaticFiles) -> tuple[str, ...]:
    """All that is frozen: pages, what changed on them, redirects from old addresses, the data of the scorecard,
    404.html, sitemap.xml, robots.txt and static files.
    """
    told = (address for address in WhatChanged(view).addresses() if address not in view.by_path)
    names = (*_ASSETS, THEME) if files.has_theme else _ASSETS
    return (
        *page_addresses(view),
        *told,
        *sorted(view.by_alias),
        *_data(view),
        paths.NOT_FOUND,
        paths.SITEMAP,
        paths.ROBOTS,
        *(files.address(name) for name in names),
    )


def figure_addresses(view: PublicSite) -> tuple[str, ...]:
    """What shows how promises are kept, and so changes with the figures: the scorecard, promises, what lists them."""
    pages = (page.path for page in (*view.promises, *view.topics))
    ledger = (paths.HOW_WE_HANDLE,) if view.site.publish_ledger else ()
    return (paths.HOME, paths.COMMITMENTS, paths.SCORECARD, *ledger, *_data(view), *pages)


def cause_addresses(view: PublicSite) -> tuple[str, ...]:
    """What says what is known to be wrong right now."""
    return (paths.HOME, *(page.path for page in view.topics))


def _data(view: PublicSite) -> tuple[str, ...]:
    """There are none before `deliver` has counted for the first time."""
    return _DATA if view.published.scorecard else ()
