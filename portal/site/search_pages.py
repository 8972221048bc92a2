"""Find: the page with every page on it by kind, A to Z, and before it the search where a script can run."""

import json
import unicodedata
from dataclasses import dataclass

from flask import Blueprint

from portal import paths
from portal.languages.messages import N_, _, text_of
from portal.languages.plurals import forms_by_name
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

    @blueprint.get(view.address(paths.SEARCH))
    def search() -> str:
        more: dict[str, object] = {}
        if has_index:
            more = {"scripts": (_script(view),), "csp": content_security_policy(view.site, searches=True)}
        return show("site/search.html", view.address(paths.SEARCH), shelves=shelves(view), has_index=has_index, **more)


@dataclass(frozen=True, slots=True)
class _Script:
    """As base.html takes it."""

    name: str
    data: dict[str, str]


def _script(view: PublicSite) -> _Script:
    synonyms = json.dumps(view.site.synonyms, ensure_ascii=False)
    said = json.dumps(_said(), ensure_ascii=False)
    return _Script(_SCRIPT, {"index": f"{paths.SEARCH_INDEX}pagefind.js", "synonyms": synonyms, "said": said})


def _said() -> dict[str, object]:
    """What the script says; it puts in `%(words)s` and the numbers."""
    return {
        "found": forms_by_name("%(num)s page for “%(words)s”", "%(num)s pages for “%(words)s”"),
        "best": text_of(N_("The best %(shown)s of %(num)s pages for “%(words)s”")),
        "nothing": text_of(N_("Nothing found for “%(words)s”. Try another word, or look it up below.")),
        "away": text_of(N_("The search cannot be reached just now. Every page is listed below.")),
    }


def shelves(view: PublicSite) -> tuple[Shelf, ...]:
    """Every live page but the home page, by kind and then as a reader looks it up."""
    by_kind: dict[str, list[Page]] = {}
    for page in view.pages.all():
        if page.path != view.address(paths.HOME):
            by_kind.setdefault(page.kind, []).append(page)
    kinds = ("topics", "commitments", "limitations", "policies", "")
    return tuple(
        Shelf(
            _(words.KINDS[kind][1]),
            tuple(
                sorted(
                    by_kind[kind],
                    key=lambda page: (bool(view.folder) and not view.is_translated(page), *_as_looked_up(page)),
                )
            ),
        )
        for kind in kinds
        if kind in by_kind
    )


def _as_looked_up(page: Page) -> tuple[str, str]:
    """Accents and capitals make no difference; the address decides between equal titles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", page.title) if not unicodedata.combining(c))
    return plain.casefold(), page.path
