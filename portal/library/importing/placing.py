"""Where each imported page and file will lie, by the rules of our names; two never get the same place. Pure."""

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from portal import paths
from portal.library.importing.converting import ConvertedPage
from portal.library.importing.old_addresses import is_index, stem_of
from portal.library.page_drafts import slug_for
from portal.library.reserved_addresses import reserved_address
from portal.library.survey import PUBLIC

_OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Shelf:
    """`into` is a folder of policies from `public`, such as `policies/handbook`; `root_pages` puts what lies in no
    folder beside the home page. Of a tree with one root in `roots` its inside is laid there.
    """

    into: str = "policies"
    root_pages: bool = False
    roots: tuple[str, ...] = ("",)

    def inner(self, path: str) -> str:
        root = max((root for root in self.roots if not root or path.startswith(root + "/")), key=len, default="")
        return path[len(root) + 1 :] if root and len(self.roots) == 1 else path


@dataclass(slots=True)
class Places:
    """`pages` and `files` are sources in our site by paths in the tree."""

    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)


def place_pages(pages: Iterable[ConvertedPage], shelf: Shelf) -> Places:
    """Of two pages that would get the same name the second gets a number, and is told so."""
    places = Places()
    for page in sorted(pages, key=lambda each: each.path):
        source = _free(_page_source(page.path, shelf), places.taken)
        if source != _page_source(page.path, shelf):
            what = f"Another page has the name that this one would get; it lies at `{source}`."
            page.text.tell_line(1, what, "Give it a better name if you like.")
        places.pages[page.path] = source
        places.taken.add(source)
    return places


def place_file(path: str, shelf: Shelf, places: Places) -> str:
    """The place of a picture or a file to download, the same each time it is asked for."""
    if path not in places.files:
        folders, name = posixpath.split(shelf.inner(path))
        stem, ending = posixpath.splitext(name)
        parts = [*_slugs(folders), slug_for(stem, ())]
        source = _free(f"{PUBLIC}/{shelf.into}/{'/'.join(parts)}{ending.lower()}", places.taken)
        places.files[path] = source
        places.taken.add(source)
    return places.files[path]


def address_of(source: str) -> str:
    """Of a page."""
    inner = source.removeprefix(PUBLIC + "/").removesuffix(".md")
    kind, _, slug = inner.partition("/")
    return paths.page(kind, slug) if slug else paths.page("", kind)


def kept_addresses(
    pages: Iterable[ConvertedPage], places: Places, taken: Mapping[str, str], is_alias: Callable[[str], bool]
) -> dict[str, list[str]]:
    """The old addresses that each page can answer from now on, by path; what cannot be kept is told.

    `taken` are the addresses of the site without their last slash, with the source of each.
    """
    own = {address_of(source).rstrip("/"): source for source in places.pages.values()}
    owners = {**taken, **own}
    kept: dict[str, list[str]] = {}
    for page in pages:
        source = places.pages[page.path]
        aliases = kept.setdefault(page.path, [])
        for number, old in enumerate(page.old):
            bare = old.rstrip("/")
            owner = owners.get(bare)
            if owner == source:
                continue
            fault = ""
            if not is_alias(old) or "." in bare.rpartition("/")[2].removesuffix(".html").removesuffix(".htm"):
                fault = "has signs that an old address cannot have here"
            elif reserved_address(old):
                fault = f"is taken by {reserved_address(old)}"
            elif owner is not None:
                fault = f"leads to {owner} already"
            if not fault:
                owners[bare] = source
                aliases.append(old)
            elif number == 0 or not old.endswith((".html", "/")):
                what = f"The old address `{old}` {fault}."
                page.text.tell_line(1, what, "Have the web server redirect it, if links to it are known.")
    return kept


def _page_source(path: str, shelf: Shelf) -> str:
    folders, name = posixpath.split(stem_of(shelf.inner(path)))
    if is_index(name):
        folders, name = posixpath.split(folders)
    at_root = not folders and shelf.root_pages
    slug = slug_for(name, ()) if name else _OVERVIEW
    parts = [*_slugs(folders), _OVERVIEW if slug == "index" else slug]
    source = "/".join((PUBLIC, *(() if at_root else (shelf.into,)), *parts)) + ".md"
    return source if not reserved_address(address_of(source)) else source.removesuffix(".md") + "-page.md"


def _slugs(folders: str) -> list[str]:
    return [slug_for(part, ()) for part in folders.split("/") if part]


def _free(source: str, taken: set[str]) -> str:
    stem, ending = posixpath.splitext(source)
    number = 2
    while source in taken:
        source, number = f"{stem}-{number}{ending}", number + 1
    return source
