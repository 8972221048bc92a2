"""Find: the page with every page on it by kind, A to Z, and before it the search where a script can run."""

import json
import unicodedata
from dataclasses import dataclass

from flask import Blueprint

from portal import paths
from portal.library.pages import Page
from portal.site import words
from portal.site.content_security import content_security_policy
from portal.site.public_site import PublicSite
from portal.site.showing import Show

_SCRIPT = "search.js"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of a kind, by title."""

    title: str
    pages: tuple[Page, ...]


def add_search_page(blueprint: Blueprint, view: PublicSite, show: Show, *, has_index: bool) -> None:
    """`has_index` says whether the search's files are published with the pages."""

    @blueprint.get(paths.SEARCH)
    def search() -> str:
        more: dict[str, object] = {}
        if has_index:
            more = {"scripts": (_script(view),), "csp": content_security_policy(view.site, searches=True)}
        return show("site/search.html", paths.SEARCH, shelves=shelves(view), has_index=has_index, **more)


@dataclass(frozen=True, slots=True)
class _Script:
    """As base.html takes it."""

    name: str
    data: dict[str, str]


def _script(view: PublicSite) -> _Script:
    synonyms = json.dumps(view.site.synonyms, ensure_ascii=False)
    return _Script(_SCRIPT, {"index": f"{paths.SEARCH_INDEX}pagefind.js", "synonyms": synonyms})


def shelves(view: PublicSite) -> tuple[Shelf, ...]:
    """Every live page but the home page, by kind and then as a reader looks it up."""
    by_kind: dict[str, list[Page]] = {}
    for page in view.pages.all():
        if page.path != paths.HOME:
            by_kind.setdefault(page.kind, []).append(page)
    kinds = ("topics", "commitments", "limitations", "policies", "")
    return tuple(
        Shelf(words.KINDS[kind][1].capitalize(), tuple(sorted(by_kind[kind], key=_as_looked_up)))
        for kind in kinds
        if kind in by_kind
    )


def _as_looked_up(page: Page) -> tuple[str, str]:
    """Accents and capitals make no difference; the address decides between equal titles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", page.title) if not unicodedata.combining(c))
    return plain.casefold(), page.path
