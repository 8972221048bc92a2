"""The same page in the site's other languages: where it is, and whether it is a translation."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal import paths
from portal.languages.locales import Direction, direction, own_name
from portal.library.pages import Page
from portal.site.public_site import PublicSite

IN_EVERY_LANGUAGE = (
    paths.HOME,
    paths.TOPICS,
    paths.COMMITMENTS,
    paths.LIMITATIONS,
    paths.POLICIES,
    paths.HOW_WE_HANDLE,
    paths.SCORECARD,
    paths.SEARCH,
)
"""The pages that make themselves in each language. All others that are no content are told in the first alone."""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A page in one of the site's languages, named as its speakers name it.

    `is_same` is False where what the reader sees is not this page in that language: it is not translated, or there is
    no such page, and the link leads to the nearest that there is.
    """

    tag: str
    name: str
    direction: Direction
    path: str
    is_same: bool


def in_every_language(view: PublicSite, path: str) -> tuple[InLanguage, ...]:
    """The page at `path` of `view` in each language, the first one first; () for a site in one language."""
    if not view.first.others:
        return ()
    original = view.path_of_original(path)
    sites = (view.first, *view.first.others)
    return tuple(_in(site, original, is_here=site.folder == view.folder) for site in sites)


def _in(site: PublicSite, original: str, *, is_here: bool) -> InLanguage:
    page = site.by_path.get(site.address(original))
    exists = page is not None or original in IN_EVERY_LANGUAGE
    path = original if is_here and not site.folder else site.address(original if exists else _nearest(site, original))
    is_same = site.is_translated(page) if page else exists or (is_here and not site.folder)
    return InLanguage(site.language, own_name(site.language), direction(site.language), path, is_same)


def _nearest(site: PublicSite, original: str) -> str:
    """What was said of a page, and when, stands beside that page itself."""
    once = paths.PERMANENT.split(original)[0] + "/" if paths.PERMANENT.search(original) else ""
    told = site.first.by_history.get(original, "")
    return next((path for path in (once, told) if path and site.address(path) in site.by_path), paths.HOME)


def alternates(pages: tuple[InLanguage, ...], language: str) -> Iterator[tuple[str, str]]:
    """What search engines are told: tag and path of each language in which the page is, and where all others are sent.

    None where the page is not in `language` itself, or in no other.
    """
    same = [page for page in pages if page.is_same]
    if len(same) < 2 or language not in (page.tag for page in same):
        return
    yield from ((page.tag, page.path) for page in same)
    yield "x-default", same[0].path


def written_in(view: PublicSite, page: Page | None) -> str:
    """The language of a page's words, where it is another than that of the page around them; else empty."""
    return page.lang or "" if page is not None and not view.is_translated(page) else ""
