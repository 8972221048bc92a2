"""Links to other sites: where they stand, and the advice that what became of them gives. Pure; nothing is looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.read_content import ReadContent
from portal.library.source_places import find_link

Fate = Literal["there", "moved", "gone", "untold"]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What became of an address. `said` is why, as the rest of a sentence; `leads_to` is where it has moved for good.

    `untold`: its site lets nobody look who is no browser, or was too busy.
    """

    fate: Fate
    said: str = ""
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class LinkOutside:
    """One place where a link stands. `url` has no fragment."""

    document: Document
    href: str
    url: str
    number: int


def links_outside(content: ReadContent) -> Iterator[LinkOutside]:
    """Every link of every page that begins with http: or https:, in order."""
    for entry in (*content.entries, *content.translations):
        counts: dict[str, int] = {}
        for link in content.links.get(entry.file.source, ()):
            number = counts[link.href] = counts.get(link.href, 0) + 1
            href = link.href.strip()
            if href.lower().startswith(("http://", "https://")) and not link.image:
                yield LinkOutside(entry.document, link.href, href.partition("#")[0], number)


def advise_on_links(links: Iterable[LinkOutside], found: Mapping[str, LookedUp]) -> Iterator[Problem]:
    """`found` says what became of each address."""
    for link in links:
        fate = found[link.url]
        offset = find_link(link.document.body, link.href, link.number)
        if fate.fate == "gone":
            what = f"`{link.href}` leads nowhere: {fate.said}."
            problem = link.document.problem_in_body(offset, what, "Correct the link, or take it out.")
            yield replace(problem, severity="warning", advice="dead-link")
        elif fate.fate == "moved":
            what = f"`{link.href}` has moved for good."
            problem = link.document.problem_in_body(offset, what, f"Link to `{fate.leads_to}`.")
            yield replace(problem, severity="warning", advice="moved-link")
