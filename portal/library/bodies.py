"""The Markdown bodies of all pages: rendered, and searched for what a page may not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from portal.library.entries import Entry
from portal.library.front_matter import Document
from portal.library.kept_page import KeptPage
from portal.library.links import LinkMap
from portal.library.pages import Body, Heading, Page, Policy, Script
from portal.library.problems import Problem
from portal.library.raw_html import Acting
from portal.library.reading_memory import ReadingMemory
from portal.library.rendered import FoundLink, Rendered, RenderFault, Request, plain_text
from portal.library.renderer import Renderer
from portal.library.source_places import find_attribute, find_main_heading, find_tag

_FAULTS = {
    "too slow": (
        "The text takes too long to turn into a page.",
        "Look for long runs of one sign, such as ` or [, and break them up.",
    ),
    "too deep": ("The text is nested too deeply to turn into a page.", "Use fewer levels of lists and quotations."),
    "failed": ("The text cannot be turned into a page.", "Take parts of it out until the one at fault is found."),
}
ALLOWABLE = ("script", "iframe", "event-handlers")
_REMEDIES = {
    "frame": "Link to what it shows.",
    "form": "Link to the report form at /report instead.",
    "style": "Give the element a class, and put the style in the site's own style sheet.",
    "document": "A page's text cannot change the document around it; remove it.",
}


@dataclass(slots=True)
class Bodies:
    """What came of rendering, by source. `kept` are pages that were known with their bodies; `made` are all others that
    were filled, with the addresses of their links.

    `moved` are the sources of those of `kept` whose links lead elsewhere by now.
    """

    rendered: dict[str, Rendered] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kept: Mapping[str, KeptPage] = field(default_factory=dict)
    made: dict[str, tuple[Page, tuple[str, ...]]] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)

    @property
    def anchors(self) -> dict[str, frozenset[str]]:
        """Those of each text that could be rendered."""
        kept = {source: page.anchors for source, page in self.kept.items()}
        return kept | {source: rendered.anchors for source, rendered in self.rendered.items()}

    @property
    def links(self) -> dict[str, tuple[FoundLink, ...]]:
        """Those of each text that could be rendered, as their authors wrote them."""
        kept = {source: page.links for source, page in self.kept.items()}
        return kept | {source: rendered.links for source, rendered in self.rendered.items()}

    def filled(
        self, entries: Sequence[Entry], places: LinkMap, memory: ReadingMemory | None = None
    ) -> tuple[list[Page], list[Problem]]:
        """The pages with their bodies and the addresses of their links, and what is wrong with the links."""
        pages: list[Page] = []
        problems: list[Problem] = []
        memory = memory or ReadingMemory()
        where = memory.recall("places", "", (places.told_of_links(),), object) if memory.lives_on else object()
        for entry in entries:
            source = entry.file.source
            if (known := self.kept.get(source)) is not None:
                pages.append(known.page)
                problems += self._followed(entry, known, places)
            rendered = self.rendered.get(source)
            if rendered is None:
                continue
            follow = partial(places.resolve, entry.document, rendered.links)
            addresses, faults = memory.recall("links", source, (entry.document, rendered.links, where), follow)
            problems += faults
            if entry.page is not None:
                fill = partial(_filled, entry, rendered, addresses)
                page = memory.recall("page", source, (entry, rendered, addresses), fill)
                self.made[source] = (page, addresses)
                pages.append(page)
        return pages, problems

    def _followed(self, entry: Entry, known: KeptPage, places: LinkMap) -> Sequence[Problem]:
        """What is wrong with the links of a page that was known."""
        if not known.links:
            return ()
        addresses, faults = places.resolve(entry.document, known.links)
        # Where something is wrong with them, nothing is made of the page.
        if addresses != known.addresses and not faults:
            self.moved.append(entry.file.source)
        return faults


def render_bodies(
    entries: Sequence[Entry],
    allowed: Sequence[str] | None,
    renderer: Renderer,
    memory: ReadingMemory | None = None,
    kept: Mapping[str, KeptPage] | None = None,
) -> Bodies:
    """`allowed` is `allow_html` of site.yml; None: it cannot be told, so what it could allow is no problem. `kept` are
    pages that are known with their bodies, by source.
    """
    bodies, memory = Bodies(kept=kept or {}), memory or ReadingMemory()
    passed = ALLOWABLE if allowed is None else allowed
    readable = [entry for entry in entries if entry.file.source not in bodies.kept and entry.document.has_body]
    requests = {entry.file.source: request_for(entry) for entry in readable}
    fresh = [source for source, request in requests.items() if not memory.knows("text", source, (request,))]
    for source, answered in zip(fresh, renderer.render_all([requests[source] for source in fresh]), strict=True):
        memory.keep("text", source, (requests[source],), answered)
    for entry in readable:
        source = entry.file.source
        answer = memory.recall("text", source, (requests[source],), _failed)
        if isinstance(answer, RenderFault):
            bodies.problems.append(entry.document.problem_in_body(0, *_FAULTS[answer.reason]))
            # What took too long once may be rendered the next time.
            memory.forget("text", source)
            continue
        bodies.rendered[entry.file.source] = answer
        bodies.problems += [_acting(entry.document, part) for part in answer.acting if part.kind not in passed]
        if answer.has_main_heading:
            what = "A heading of the first level stands in the text; that is the page's title alone."
            remedy = "Begin it with `##`."
            bodies.problems.append(entry.document.problem_in_body(find_main_heading(entry.document.body), what, remedy))
    return bodies


def is_right(rendered: Rendered) -> bool:
    """Whether a page may hold it, as far as that can be told without site.yml."""
    return not rendered.has_main_heading and all(part.kind in ALLOWABLE for part in rendered.acting)


def _acting(document: Document, part: Acting) -> Problem:
    find = find_attribute if part.is_attribute else find_tag
    shown = f"`{part.name}`" if part.is_attribute else f"`<{part.name}>`"
    remedy = _REMEDIES.get(part.kind, "")
    if part.kind in ALLOWABLE:
        remedy = f"Remove it, or add `{part.kind}` to `allow_html` in site.yml."
    return document.problem_in_body(find(document.body, part.name), f"{shown} is not allowed in a page.", remedy)


def _failed() -> Rendered | RenderFault:
    return RenderFault("failed")


def request_for(entry: Entry) -> Request:
    return Request(entry.document.body, entry.file.model is not Script)


def text_body(rendered: Rendered, addresses: tuple[str, ...]) -> Body:
    """A text with the addresses of its links."""
    html = rendered.with_addresses(addresses)
    headings = tuple(Heading(level=level, anchor=anchor, text=text) for level, anchor, text in rendered.headings)
    return Body(html=html, headings=headings, text=plain_text(html))


def _filled(entry: Entry, rendered: Rendered, addresses: tuple[str, ...]) -> Page:
    assert entry.page is not None
    return entry.page.model_copy(update={"body": filled_body(entry, rendered, addresses)})


def filled_body(entry: Entry, rendered: Rendered, addresses: tuple[str, ...]) -> Body:
    """What came of the text of a page, with the addresses of its links."""
    # Of public pages a release keeps the text of those that leads may propose a change to.
    kept = not entry.file.is_public or entry.file.model is Policy
    markdown = entry.document.body.strip() if kept else ""
    return text_body(rendered, addresses).model_copy(update={"markdown": markdown})
