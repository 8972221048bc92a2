"""The main navigation, and the trail that leads back from a page."""

from typing import NamedTuple

from portal import paths
from portal.languages.messages import N_, _
from portal.library.pages import Page
from portal.site.public_site import PublicSite


class NavItem(NamedTuple):
    label: str
    path: str


NAVIGATION = (
    NavItem(N_("Topics"), paths.TOPICS),
    NavItem(N_("Promises"), paths.COMMITMENTS),
    NavItem(N_("Scorecard"), paths.SCORECARD),
    NavItem(N_("Limitations"), paths.LIMITATIONS),
    NavItem(N_("Policies"), paths.POLICIES),
    NavItem(N_("How we choose"), paths.HOW_WE_HANDLE),
    NavItem(N_("Find"), paths.SEARCH),
)


def navigation(view: PublicSite) -> tuple[NavItem, ...]:
    """In the language of the moment, to the pages in that of `view`."""
    return tuple(NavItem(_(item.label), view.address(item.path)) for item in NAVIGATION)


def home(view: PublicSite) -> NavItem:
    return NavItem(_("Home"), view.address(paths.HOME))


def trail_to(view: PublicSite, page: Page) -> tuple[NavItem, ...]:
    """The pages above `page`, home first; nothing for the home page itself."""
    top = home(view)
    if page.path == top.path:
        return ()
    above = f"/{page.kind}/"
    section = next((item for item in NAVIGATION if page.kind and item.path == above), None)
    return (top, NavItem(_(section.label), view.address(above))) if section else (top,)
