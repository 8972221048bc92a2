"""Links between pages: written as relative .md paths, checked, and turned into addresses. DESIGN §4."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote, urlsplit

from portal import paths
from portal.library.front_matter import Document
from portal.library.pages import Page
from portal.library.problems import Problem
from portal.library.rendered import FoundLink
from portal.library.source_places import find_link
from portal.library.suggestions import listed, nearest
from portal.library.survey import PUBLIC
from portal.library.yaml_nodes import Keys

SCHEMES = ("https", "http", "mailto", "tel", "sms")
# Looking for the nearest of a thousand names is dear; where a whole folder has moved, the first few show it.
MAX_SUGGESTIONS = 100
_IN_EVERY_LANGUAGE = (
    paths.HOME,
    paths.COMMITMENTS,
    paths.LIMITATIONS,
    paths.TOPICS,
    paths.POLICIES,
    paths.HOW_WE_HANDLE,
)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a link can lead.

    `anchors` is None where the text cannot be read, `page` where its fields cannot. Fields in `wrong` have stand-ins.
    """

    address: str
    is_public: bool
    anchors: frozenset[str] | None = frozenset()
    page: Page | None = None
    is_page: bool = True
    wrong: frozenset[Keys] = frozenset()

    def is_sure_of(self, *fields: str) -> bool:
        """Whether none of the fields has a stand-in."""
        return not any(place[0] in fields for place in self.wrong)


@dataclass(slots=True)
class LinkMap:
    """All places by source, and every other address that the site answers."""

    places: dict[str, Place] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    today: date = date.min
    suggestions_left: int = MAX_SUGGESTIONS
    of_drafts: dict[str, frozenset[str] | None] = field(default_factory=dict)
    """The anchors of translations that are drafts, by source. Drafts alone lead there; readers see the original."""

    def add(self, places: Iterable[tuple[str, Place]], languages: Iterable[str]) -> None:
        """The pages in other `languages`, by source, and the lists of them."""
        self.places |= dict(places)
        self.addresses |= {paths.translated(address, tag) for address in _IN_EVERY_LANGUAGE for tag in languages}

    def told_of_links(self) -> object:
        """All that `resolve` goes by: while this is equal, so are the addresses of the same links."""
        return (
            {source: _facts(place) for source, place in self.places.items()},
            self.addresses,
            self.today,
            self.of_drafts,
        )

    def resolve(self, document: Document, links: tuple[FoundLink, ...]) -> tuple[tuple[str, ...], list[Problem]]:
        """The address of each link, in order, and what is wrong with them."""
        addresses, problems = [], []
        counts: dict[str, int] = {}
        for link in links:
            number = counts[link.href] = counts.get(link.href, 0) + 1
            address, fault = self._follow(document.source, link)
            addresses.append(address)
            if fault:
                problems.append(document.problem_in_body(find_link(document.body, link.href, number), *fault))
        return tuple(addresses), problems

    def addresses_of(self, source: str, links: tuple[FoundLink, ...]) -> tuple[str, ...]:
        """The same, without a look at whether they are right."""
        return tuple(self._follow(source, link)[0] for link in links)

    def _follow(self, source: str, link: FoundLink) -> tuple[str, tuple[str, str] | None]:
        href = link.href.strip()
        outside = _outside(href, image=link.image)
        if outside is not None:
            return href, outside or None
        try:
            parts = urlsplit(href)
        except ValueError:
            return href, (f"`{href}` is not an address.", "Correct the link.")
        if not parts.path and not parts.query:
            return href, self._anchor_fault(source, href, source, unquote(parts.fragment)) if parts.fragment else None
        if parts.path.startswith("/"):
            return href, self._absolute_fault(parts.path)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
        place = self.places.get(target)
        if place is None:
            return href, self._missing(source, target, href, image=link.image)
        fault = self._place_fault(source, place, href, image=link.image)
        if fault is None and parts.fragment and place.is_page:
            fault = self._anchor_fault(source, href, target, unquote(parts.fragment))
        query = f"?{parts.query}" if parts.query else ""
        return place.address + query + (f"#{parts.fragment}" if parts.fragment else ""), fault

    def _place_fault(self, source: str, place: Place, href: str, *, image: bool) -> tuple[str, str] | None:
        if source.startswith(PUBLIC) and not place.is_public:
            return (
                f"`{href}` leads to the desk, which readers never see.",
                "Remove the link, or say it on a public page.",
            )
        if image and place.is_page:
            return f"`{href}` is a page and not a picture.", "Take away the `!` to link to it."
        own = self.places.get(source)
        if place.page is None or own is None or own.page is None or own.page.draft:
            return None
        if not own.is_sure_of("draft", "publish_on") or not place.is_sure_of("draft", "publish_on", "expires_on"):
            return None
        page = place.page
        if page.draft:
            return f"`{href}` leads to a draft, which readers cannot see.", "Publish that page, or remove the link."
        if page.expires_on and page.expires_on <= self.today:
            return f"`{href}` leads to a page that expired on {page.expires_on}.", "Remove the link."
        if page.publish_on and page.publish_on > max(self.today, own.page.publish_on or self.today):
            remedy = "Remove the link until then, or give this page the same `publish_on`."
            return f"`{href}` leads to a page that appears only on {page.publish_on}.", remedy
        return None

    def _anchor_fault(self, source: str, href: str, target: str, anchor: str) -> tuple[str, str] | None:
        place = self.places.get(target)
        if place is None or not place.is_page:
            return None
        anchors = self.of_drafts.get(target, place.anchors) if source in self.of_drafts else place.anchors
        if anchors is None or anchor in anchors or anchor in ("", "top"):
            return None
        near = nearest(anchor, anchors)
        headings = sorted(name for name in anchors if ":" not in name)
        there = f"There are {listed(headings, 'and')}." if headings else "It has no headings; link to the page itself."
        return f"`{href}` leads to a heading that is not there.", f"Did you mean `#{near}`?" if near else there

    def find(self, source: str, href: str) -> Place | None:
        """The place that a relative path leads to from `source`."""
        return self.places.get(posixpath.normpath(posixpath.join(posixpath.dirname(source), href)))

    def suggest(self, source: str, href: str) -> str | None:
        """The relative path that `href` may have meant: one like it, or the same file name in another folder.

        None once MAX_SUGGESTIONS were made.
        """
        if self.suggestions_left == 0:
            return None
        self.suggestions_left -= 1
        folder = posixpath.dirname(source)
        public_only = source.startswith(PUBLIC)
        known = [
            posixpath.relpath(target, folder)
            for target, place in self.places.items()
            if place.is_public or not public_only
        ]
        same_name = [path for path in known if posixpath.basename(path) == posixpath.basename(href)]
        return same_name[0] if len(same_name) == 1 else nearest(href, known, likeness=0.8)

    def _missing(self, source: str, target: str, href: str, *, image: bool) -> tuple[str, str]:
        near = self.suggest(source, posixpath.relpath(target, posixpath.dirname(source)))
        if near:
            return f"`{href}` leads to nothing.", f"Did you mean `{near}`?"
        if image:
            return f"`{href}` leads to nothing.", "Save the picture beside the page, or correct the name."
        if target.endswith(".md"):
            return f"`{href}` leads to nothing.", "Write that page, or correct the link."
        return f"`{href}` leads to nothing.", "Link to a page by its file, such as `../policies/refunds.md`."

    def _absolute_fault(self, path: str) -> tuple[str, str] | None:
        if path in self.addresses or paths.belongs_to_service(path.rstrip("/")) or path.startswith(paths.STATIC):
            return None
        near = nearest(path, self.addresses) if self.suggestions_left else None
        self.suggestions_left -= 1 if self.suggestions_left else 0
        remedy = f"Did you mean `{near}`?" if near else "Link to a page by its file, such as `../policies/refunds.md`."
        return f"`{path}` is no address of this site.", remedy


def _facts(place: Place) -> tuple[object, ...]:
    days = (place.page.draft, place.page.publish_on, place.page.expires_on) if place.page else None
    return place.address, place.is_public, place.anchors, place.is_page, place.wrong, days


def _outside(href: str, *, image: bool) -> tuple[str, str] | tuple[()] | None:
    """None for a link inside the site; else what is wrong with the link outside, or nothing."""
    # Browsers drop white space and control characters before they look for the scheme.
    squeezed = "".join(href.split())
    if squeezed.startswith(("//", "\\\\", "/\\", "\\/")):
        return f"`{href}` does not say how to get there.", "Write it with `https:` in front."
    scheme = _SCHEME.match(squeezed)
    if scheme is None:
        return None
    name = scheme[1].lower()
    if image:
        if name == "data":
            is_picture = squeezed[5:11].lower() == "image/"
            return () if is_picture else ("This is data, but no picture.", "Save it beside the page.")
        what = f"The picture `{href}` lies elsewhere, and readers' browsers are told not to fetch it."
        return what, "Save it beside the page and link to the file."
    if name not in SCHEMES:
        return (
            f"`{name}:` links are not allowed.",
            f"Use {listed([f'{scheme}:' for scheme in SCHEMES])}, or a page's file.",
        )
    return ()


def own_addresses(pages: Mapping[str, Place], aliases: set[str]) -> set[str]:
    """Every address of the site that a link may name outright."""
    return (
        {*_IN_EVERY_LANGUAGE, paths.SITEMAP} | aliases | {place.address for place in pages.values() if place.is_public}
    )
