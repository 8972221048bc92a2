"""What a Markdown body became, without what it takes to render one."""

import html
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from portal.library.raw_html import Acting

_MARK = re.compile("\x1a([0-9]+)\x1a")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|dt|dd|div|pre|blockquote)>|<br ?/?>")
_ANY_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Request:
    """`attribute_lists` is off for scripts, whose `{{name}}` would be taken for one."""

    text: str
    attribute_lists: bool = True


@dataclass(frozen=True, slots=True)
class RenderFault:
    """`reason` is `too slow`, `too deep` or `failed`."""

    reason: str


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link or, where `image` is set, a picture, as its author wrote it."""

    href: str
    image: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """`html` holds a mark in place of each link's address; `with_addresses` fills them in.

    `headings` are (level, anchor, text); `anchors` all ids of the page; `acting` what could act in raw HTML.
    """

    html: str
    links: tuple[FoundLink, ...]
    headings: tuple[tuple[int, str, str], ...]
    anchors: frozenset[str]
    acting: tuple[Acting, ...]

    @property
    def has_main_heading(self) -> bool:
        return any(level == 1 for level, _, _ in self.headings) or "<h1" in self.html.lower()

    def with_addresses(self, addresses: tuple[str, ...]) -> str:
        """The HTML with the address of each link, in the order of `links`."""
        return _MARK.sub(lambda found: html.escape(addresses[int(found[1])], quote=True), self.html)

    def as_data(self) -> dict[str, object]:
        """For JSON."""
        return {
            "html": self.html,
            "links": [(link.href, link.image) for link in self.links],
            "headings": self.headings,
            "anchors": sorted(self.anchors),
            "acting": [asdict(part) for part in self.acting],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            html=data["html"],
            links=tuple(FoundLink(href, image) for href, image in data["links"]),
            headings=tuple((level, anchor, text) for level, anchor, text in data["headings"]),
            anchors=frozenset(data["anchors"]),
            acting=tuple(Acting(**part) for part in data["acting"]),
        )


def plain_text(rendered_html: str) -> str:
    """The words of rendered HTML on one line, for search and matching."""
    return " ".join(html.unescape(_ANY_TAG.sub("", _BLOCK_END.sub(" ", rendered_html))).split())
