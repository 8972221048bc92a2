"""To which page or file of the tree a link meant to lead, however its generator lets links be written. Pure."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from portal.library.importing.converting import ConvertedPage
from portal.library.importing.generators import Generator
from portal.library.importing.links_in_text import Led
from portal.library.importing.old_addresses import is_index, stem_of
from portal.library.links import SCHEMES
from portal.library.survey import ASSET_TYPES

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PAGE_ENDINGS = (".md", ".mdx", ".markdown", ".mdown", ".html", ".htm")
_TRIED = ("", ".md", ".mdx", ".markdown", "/index.md", "/README.md", "/_index.md", "/index.mdx", "/readme.md")
_WORDS_STAY = "Its words stay; link to where it is said now."


@dataclass(slots=True)
class Tree:
    """What links can lead to: pages by path, files by path, and pages by their old addresses and names."""

    generator: Generator
    pages: Mapping[str, ConvertedPage]
    files: frozenset[str]
    place_of_page: Mapping[str, str]
    place_file: Callable[[str], str]
    by_address: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    by_small_path: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for path, page in self.pages.items():
            for old in page.old:
                self.by_address.setdefault(_bare(old), path)
            stem = stem_of(path)
            for root, _ in self.generator.roots:
                inner = stem[len(root) + 1 :] if root and stem.startswith(root + "/") else stem
                inner = posixpath.dirname(inner) if is_index(inner) else inner
                self.by_address.setdefault(_bare("/" + inner), path)
            self.by_name.setdefault(posixpath.basename(stem).lower(), path)
            self.by_name.setdefault(page.title.lower(), path)
            self.by_small_path.setdefault(path.lower(), path)

    def lead(self, page: ConvertedPage, href: str, image: bool) -> Led | None:
        """Where a link on the page leads from now on; None where it stays as it is."""
        href = href.strip()
        if href.startswith("[["):
            return self._by_name(page, href, image)
        if href.startswith("//"):
            href = f"https:{href}"
        origin = self.generator.origin
        if origin and (href == origin or href.startswith((f"{origin}/", origin.replace("https:", "http:") + "/"))):
            parts = urlsplit(href)
            inside = self._found(page, parts.path or "/", image)
            return self._to(page, inside, parts.query, parts.fragment) if inside else self._outside(href, image)
        if scheme := _SCHEME.match("".join(href.split())):
            return self._outside(href, image, scheme[1].lower())
        try:
            parts = urlsplit(href)
        except ValueError:
            return _dead(href, image)
        if not parts.path and not parts.query:
            return Led(None, f"The link `{href}` leads nowhere.", _WORDS_STAY) if not parts.fragment else None
        found = self._found(page, unquote(parts.path), image)
        if found is None:
            return _dead(href, image)
        return self._to(page, found, parts.query, parts.fragment)

    def _outside(self, href: str, image: bool, scheme: str = "https") -> Led | None:
        if image:
            if scheme == "data" and href[5:11].lower() == "image/":
                return None
            if scheme not in ("http", "https"):
                return _dead(href, image)
            what = f"The picture `{_short(href)}` lies elsewhere, and readers' browsers are told not to fetch it."
            return Led(href, what, "A link stands in its place; save it beside the page to show it.", as_link=True)
        if scheme not in SCHEMES:
            return Led(None, f"`{_short(href)}` is a link that readers' browsers cannot follow.", _WORDS_STAY)
        return None

    def _by_name(self, page: ConvertedPage, href: str, image: bool) -> Led:
        name = href.strip("[]").lower()
        path = self.by_name.get(name) or self.by_name.get(name.replace(" ", "-")) or self._file_named(name)
        return self._to(page, path, "", "") if path else _dead(href, image)

    def _file_named(self, name: str) -> str | None:
        return next((path for path in sorted(self.files) if posixpath.basename(path).lower() == name), None)

    def _found(self, page: ConvertedPage, path: str, image: bool) -> str | None:
        if path.startswith("/"):
            bare = path
            prefix = self.generator.prefix
            if prefix and bare.startswith(prefix + "/"):
                bare = bare[len(prefix) :]
            wanted = [
                posixpath.normpath(posixpath.join(root, bare.strip("/")))
                for root in (*(root for root, _ in self.generator.roots), *self.generator.statics)
            ]
            return self._by_path(wanted, image) or self._by_address((path, bare, prefix + bare), image)
        folder = posixpath.dirname(page.path)
        beside = posixpath.normpath(posixpath.join(folder, path))
        found = self._by_path([beside], image)
        if found or not page.old:
            return found
        as_folder = [urljoin(old if old.endswith(("/", ".html")) else f"{old}/", path) for old in page.old]
        below = [urljoin(posixpath.dirname(old.rstrip("/")) + "/", path) for old in page.old[:1]]
        found = self._by_address((*as_folder, *below), image)
        if found:
            return found
        stem = posixpath.splitext(page.path)[0]
        deeper = posixpath.normpath(posixpath.join(folder if is_index(stem) else stem, path))
        roots = [posixpath.normpath(posixpath.join(root, path)) for root, _ in self.generator.roots]
        further = [posixpath.join(root, path) for root in self.generator.statics]
        return self._by_path([deeper, *roots, *map(posixpath.normpath, further)], image)

    def _by_path(self, wanted: Iterable[str], image: bool) -> str | None:
        for path in wanted:
            if path in self.files:
                return path
            stem, ending = posixpath.splitext(path)
            bare = stem if ending.lower() in _PAGE_ENDINGS else path
            for tried in () if image else ((path, *(bare + each for each in _TRIED[1:]))):
                if tried.lstrip("/") in self.pages:
                    return tried.lstrip("/")
                if small := self.by_small_path.get(tried.lower()):
                    return small
        return None

    def _by_address(self, addresses: Iterable[str], image: bool) -> str | None:
        return (
            None
            if image
            else next((self.by_address[bare] for each in addresses if (bare := _bare(each)) in self.by_address), None)
        )

    def _to(self, page: ConvertedPage, path: str, query: str, fragment: str) -> Led:
        own = self.place_of_page[page.path]
        if path in self.pages:
            target = self.place_of_page[path]
        elif posixpath.splitext(path)[1].lower() in ASSET_TYPES:
            target = self.place_file(path)
            self.used.add(path)
            fragment = query = ""
        else:
            what = f"`{path}` is a file of a kind that the site does not publish."
            return Led(None, what, "Its words stay; offer it elsewhere, or as one of " + ", ".join(ASSET_TYPES) + ".")
        if target == own and fragment:
            return Led(f"#{fragment}")
        href = posixpath.relpath(target, posixpath.dirname(own))
        return Led(href + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""))


def _dead(href: str, image: bool) -> Led:
    if image:
        return Led(
            None, f"The picture `{_short(href)}` is not in the folder.", "Its words stay; save it beside the page."
        )
    return Led(None, f"`{_short(href)}` leads to nothing in the folder.", _WORDS_STAY)


def _bare(address: str) -> str:
    """What is the same for all ways to write an address."""
    path = unquote(address).rstrip("/").lower()
    for ending in (
        "/index.html",
        "/index.md",
        "/readme.md",
        "/_index.md",
        "/index",
        "/readme",
        ".html",
        ".htm",
        ".mdx",
        ".md",
    ):
        if path.endswith(ending):
            return path.removesuffix(ending)
    return path


def _short(href: str) -> str:
    return href if len(href) <= 100 else href[:99] + "…"
