"""A page as its readers would see it, made by the public half from a library with that one page changed."""

from dataclasses import replace
from datetime import datetime

from portal.errors import EditRefused
from portal.library.library import Library
from portal.library.pages import Commitment, FreePage, Limitation, Page, Policy, Topic
from portal.library.published import read_published
from portal.library.release import Release
from portal.settings import Settings
from portal.site_app import create_site

_SHELVES: dict[type[Page], str] = {
    FreePage: "free",
    Commitment: "commitments",
    Limitation: "limitations",
    Topic: "topics",
    Policy: "policies",
}
_SHOWN_NOW: dict[str, object] = {"draft": False, "publish_on": None, "expires_on": None}


def shown_page(settings: Settings, release: Release, page: Page, at: datetime) -> str:
    """The whole page as HTML, at the instant `at` (UTC); also one that readers do not see yet, or no more.

    `release` gives all that stands around it. Raises EditRefused.
    """
    shown = page.model_copy(update=_SHOWN_NOW)
    library = with_page(release.library, shown)
    published = read_published(settings.published_file)
    site = create_site(replace(release, library=library), published, at, settings)
    answer = site.test_client().get(page.path, buffered=True)
    if answer.status_code != 200:
        raise EditRefused("The page shows here again once what is wrong with it is put right.")
    return answer.get_data(as_text=True)


def with_page(library: Library, page: Page) -> Library:
    """The library with one public page more, or another in its place."""
    shelf = _SHELVES[type(page)]
    pages = {**getattr(library.public, shelf), page.slug: page}
    return library.model_copy(update={"public": library.public.model_copy(update={shelf: pages})})
