"""The main navigation, and the trail that leads back from a page."""

from dataclasses import dataclass

from portal import paths
from portal.library.pages import Page


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    path: str


NAVIGATION = (
    NavItem("Topics", paths.TOPICS),
    NavItem("Promises", paths.COMMITMENTS),
    NavItem("Scorecard", paths.SCORECARD),
    NavItem("Limitations", paths.LIMITATIONS),
    NavItem("Policies", paths.POLICIES),
    NavItem("How we choose", paths.HOW_WE_HANDLE),
    NavItem("Find", paths.SEARCH),
)

_HOME = NavItem("Home", paths.HOME)


def trail_to(page: Page) -> tuple[NavItem, ...]:
    """The pages above `page`, home first; nothing for the home page itself."""
    if page.path == paths.HOME:
        return ()
    section = next((item for item in NAVIGATION if page.kind and item.path == f"/{page.kind}/"), None)
    return (_HOME, section) if section else (_HOME,)
