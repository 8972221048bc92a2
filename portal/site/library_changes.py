"""What readers of one library have to know on reading another: every page that appears, ends or reads differently."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from portal.library.library import Library
from portal.library.page_versions import PageText, page_text
from portal.promises.promise_change import Effect, TermChange, term_changes
from portal.site.version_words import appeared, differences, gone, terms_of

_KINDS = ("commitments", "limitations", "topics", "policies", "")
_CLOCK_TERMS = frozenset({"target", "covers", "indicator", "hours"})


@dataclass(frozen=True, slots=True)
class PageChange:
    """`sentences` say what matters most first. `terms` are those of a promise that changed.

    `slug` is the page's name; `old_slug` that from before it moved, else the same.

    `changes_clocks`: reports would fare differently under it.
    """

    kind: str
    slug: str
    old_slug: str
    path: str
    title: str
    state: Literal["new", "changed", "ended"]
    effect: Effect
    sentences: tuple[str, ...]
    terms: tuple[TermChange, ...] = ()
    changes_clocks: bool = False


def page_changes(was: Library, now: Library, day: date) -> tuple[PageChange, ...]:
    """Of the pages that each library shows on `day`; promises come first, then limitations, topics, policies."""
    found = _changes(_texts(was, day), _texts(now, day), _moved(now))
    return tuple(sorted(found, key=lambda each: (_KINDS.index(each.kind), each.path)))


def _texts(library: Library, day: date) -> dict[str, PageText]:
    return {page.path: page_text(library.calendars, page) for page in library.public.live_on(day).all()}


def _moved(now: Library) -> dict[str, str]:
    """The address of each page by its old ones, each without its last slash."""
    return {alias.rstrip("/"): page.path for page in now.public.all() for alias in page.aliases}


def _changes(was: dict[str, PageText], now: dict[str, PageText], moved: dict[str, str]) -> Iterator[PageChange]:
    came_from: dict[str, PageText] = {}
    for path in sorted(was.keys() - now.keys()):
        new_path = moved.get(path.rstrip("/"), "")
        if new_path in now and new_path not in was and now[new_path].kind == was[path].kind:
            came_from[new_path] = was[path]
        else:
            yield _change(was[path], "ended", gone(was[path]).effect, gone(was[path]).sentences, changes_clocks=True)
    for path, page in now.items():
        before = was.get(path) or came_from.get(path)
        if before is None:
            told = appeared(page)
            yield _change(page, "new", told.effect, told.sentences, changes_clocks=True)
        elif before.hash != page.hash or path in came_from:
            yield _changed(before, page)


def _changed(before: PageText, page: PageText) -> PageChange:
    told = differences(before, page)
    sentences = told.sentences if before.hash != page.hash else ()
    if before.path != page.path:
        sentences = (*sentences, f"It stood at {before.path} before.")
    terms: tuple[TermChange, ...] = ()
    if before.kind == page.kind == "commitments":
        terms = term_changes(terms_of(before), terms_of(page))
    changes_clocks = bool(_CLOCK_TERMS & {change.term for change in terms})
    change = _change(page, "changed", told.effect, sentences, terms, changes_clocks=changes_clocks)
    return replace(change, old_slug=_slug(before))


def _change(
    page: PageText,
    state: Literal["new", "changed", "ended"],
    effect: Effect,
    sentences: tuple[str, ...],
    terms: tuple[TermChange, ...] = (),
    *,
    changes_clocks: bool,
) -> PageChange:
    slug = _slug(page)
    is_promise = page.kind == "commitments"
    return PageChange(
        page.kind, slug, slug, page.path, page.title, state, effect, sentences, terms, is_promise and changes_clocks
    )


def _slug(page: PageText) -> str:
    return page.path.strip("/").removeprefix(f"{page.kind}/")
