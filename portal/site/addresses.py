"""Every address of the published site."""

from portal import paths
from portal.site.data_files import data_addresses
from portal.site.logo import logo_files
from portal.site.other_languages import IN_EVERY_LANGUAGE
from portal.site.public_site import PublicSite
from portal.site.static_files import THEME, StaticFiles
from portal.site.what_changed import what_changed

_DATA = (paths.SCORECARD_CSV, paths.SCORECARD_JSON)
_ASSETS = ("forthright.css", "favicon.svg", "changes.css", "search.css", "search.js")


def page_addresses(view: PublicSite) -> tuple[str, ...]:
    """The pages that readers are meant to find: lists first, then pages by address."""
    return (*IN_EVERY_LANGUAGE, *sorted(path for path in view.by_path if path not in IN_EVERY_LANGUAGE))


def addresses(view: PublicSite, files: StaticFiles) -> tuple[str, ...]:
    """All that is frozen: pages, what changed on them, redirects from old addresses, data for programs, what a web
    server shows for 404, 413 and 503, sitemap.xml, robots.txt and static files.
    """
    told = (address for address in what_changed(view).addresses() if address not in view.by_path)
    names = (*_ASSETS, *((THEME,) if files.has_theme else ()), *logo_files(view.site.logo))
    return (
        *page_addresses(view),
        *_in_other_languages(view, page_addresses(view)),
        *told,
        *sorted(view.by_alias),
        *_data(view),
        *data_addresses(view),
        paths.NOT_FOUND,
        paths.TOO_LARGE,
        paths.AWAY,
        paths.SITEMAP,
        paths.ROBOTS,
        *(files.address(name) for name in names),
    )


def _in_other_languages(view: PublicSite, found: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the pages `found` that are in every language, in each of the others."""
    pages = [path for path in found if path in view.by_path or path in IN_EVERY_LANGUAGE]
    return tuple(site.address(path) for site in view.others for path in pages)


def figure_addresses(view: PublicSite) -> tuple[str, ...]:
    """What shows how promises are kept, and so changes with the figures: the scorecard, promises, what lists them."""
    pages = (page.path for page in (*view.promises, *view.topics))
    ledger = (paths.HOW_WE_HANDLE,) if view.site.publish_ledger else ()
    shown = (paths.HOME, paths.COMMITMENTS, paths.COMMITMENTS_JSON, paths.SCORECARD, *ledger, *_data(view), *pages)
    return (*shown, *_in_other_languages(view, shown))


def cause_addresses(view: PublicSite) -> tuple[str, ...]:
    """What says what is known to be wrong right now."""
    shown = (paths.HOME, *(page.path for page in view.topics))
    return (*shown, *_in_other_languages(view, shown))


def _data(view: PublicSite) -> tuple[str, ...]:
    """There are none before `deliver` has counted for the first time."""
    return _DATA if view.published.scorecard else ()
