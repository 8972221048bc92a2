"""Links to pages of this site that stand somewhere else by now, where it is certain where: by alias or by file."""

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from portal.library.front_matter import Document
from portal.library.links import LinkMap
from portal.library.mending.edits import Edit
from portal.library.page_checks import aliases_of
from portal.library.read_content import ReadContent
from portal.library.rendered import FoundLink
from portal.library.source_places import find_link
from portal.library.survey import PUBLIC

_ENDINGS = (".html", ".htm")


def sources_by_address(content: ReadContent) -> Mapping[str, str]:
    """Of each page by its address without the last slash, and by its old ones."""
    old = {
        alias.rstrip("/"): entry.file.source
        for entry in content.entries
        if entry.page is not None and entry.document.is_right("aliases")
        for alias in aliases_of(entry)
    }
    own = {
        place.address.rstrip("/"): source
        for source, place in content.places.places.items()
        if place.is_page and place.is_public
    }
    return {**old, **own}


def link_edits(content: ReadContent, document: Document, sources: Mapping[str, str]) -> Iterator[Edit]:
    """Edits of the body. A link that would not be right afterwards stays as it is."""
    counts: dict[str, int] = {}
    for link in content.links.get(document.source, ()):
        number = counts[link.href] = counts.get(link.href, 0) + 1
        path = "" if link.image else _path_of(link.href)
        target = _meant(document.source, path, content.places, sources) if path else None
        if target is None:
            continue
        folder = posixpath.dirname(document.source)
        new = posixpath.relpath(target, folder) + link.href[len(path) :]
        offset = find_link(document.body, link.href, number)
        if document.body.startswith(link.href, offset) and _is_right(content.places, document, new):
            yield Edit(offset, link.href, new, f"the link `{link.href}` leads to `{new}`")


def _path_of(href: str) -> str:
    """The path as it is written; empty for what is no path inside the site or is written with escapes."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    is_inside = not parts.scheme and not parts.netloc and parts.path and unquote(parts.path) == parts.path
    return parts.path if is_inside and href.startswith(parts.path) else ""


def _meant(source: str, path: str, places: LinkMap, sources: Mapping[str, str]) -> str | None:
    """The file of the page that the path once led to; None where it leads somewhere today."""
    if path.startswith("/"):
        bare = path.rstrip("/")
        found = sources.get(bare.removesuffix(_ending(bare)))
        is_own = found is not None and places.places[found].address.rstrip("/") == bare
        return None if is_own else found
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    if target in places.places:
        return None
    ending = _ending(target)
    if ending and (page := target.removesuffix(ending) + ".md") in places.places:
        return page
    stem = target.removesuffix(ending or ".md")
    has_an_address = target.startswith(PUBLIC + "/") and stem != target
    return sources.get(stem.removeprefix(PUBLIC).removesuffix("/index")) if has_an_address else None


def _ending(path: str) -> str:
    return next((ending for ending in _ENDINGS if path.endswith(ending)), "")


def _is_right(places: LinkMap, document: Document, href: str) -> bool:
    return not places.resolve(document, (FoundLink(href, image=False),))[1]
