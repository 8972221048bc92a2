"""Imported pages are rendered and followed as the site would, and mended until nothing of them would stop a build.

What cannot be mended is shown as it was written: no page is lost, and none keeps the rest from being published.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.library.front_matter import Document
from portal.library.importing.anchors import anchors_by_old
from portal.library.importing.converting import ConvertedPage
from portal.library.importing.links_in_text import Led, lead_links
from portal.library.importing.placing import address_of
from portal.library.importing.working_text import Change, WorkingText, without_code
from portal.library.links import LinkMap, Place
from portal.library.pages import Policy
from portal.library.rendered import FoundLink, Rendered, RenderFault, Request
from portal.library.renderer import Renderer
from portal.library.survey import asset_address

MOST_ROUNDS = 6
_BATCH = 200
_MAIN_HEADING = re.compile(r"^([ >\t]*(?:(?:[-*+]|\d+\.)[ \t]+)*)#(?!#)|<(/?)h1\b", re.MULTILINE | re.IGNORECASE)
_OF_FOOTNOTES = ("#fn:", "#fnref")
_FAULTS = {"too slow": "takes too long to turn into a page", "too deep": "is nested too deeply"}

Watch = Callable[[str, Sequence[Sequence[ConvertedPage]]], Iterable[Sequence[ConvertedPage]]]


@dataclass(slots=True)
class Settling:
    """`source_of` is the place of each page by its path; `files` are the places of pictures."""

    pages: Mapping[str, ConvertedPage]
    source_of: Mapping[str, str]
    files: Iterable[str]
    written: Mapping[str, str]
    today: date
    rendered: dict[str, Rendered] = field(default_factory=dict)
    shown_as_written: set[str] = field(default_factory=set)

    def settle(self, renderer: Renderer, watch: Watch) -> set[str]:
        """Changes the texts of the pages. The paths of those that would stop a build all the same."""
        changed = list(self.pages.values())
        faulty: set[str] = set()
        for round_ in range(MOST_ROUNDS):
            batches = [changed[at : at + _BATCH] for at in range(0, len(changed), _BATCH)]
            for batch in watch("Rendering" if round_ == 0 else "Looking again", batches):
                self._render(renderer, batch)
            places = self._places()
            changed, faulty = [], set()
            for page in self.pages.values():
                told = self._is_faulty(page, places)
                if told:
                    faulty.add(page.path)
                    if self._mend(page, places, is_last=round_ >= MOST_ROUNDS - 3):
                        changed.append(page)
            if not changed:
                break
        return faulty

    def _render(self, renderer: Renderer, pages: Sequence[ConvertedPage]) -> None:
        for page, answer in zip(pages, renderer.render_all([Request(page.text.text) for page in pages]), strict=True):
            if isinstance(answer, RenderFault):
                self.rendered.pop(page.path, None)
                self._show_as_written(page, f"The text {_FAULTS.get(answer.reason, 'cannot be turned into a page')}.")
                again = renderer.render_all([Request(page.text.text)])[0]
                if isinstance(again, Rendered):
                    self.rendered[page.path] = again
            else:
                self.rendered[page.path] = answer

    def _places(self) -> LinkMap:
        places = {asset: Place(asset_address(asset), True, is_page=False) for asset in self.files}
        for path, page in self.pages.items():
            rendered = self.rendered.get(path)
            fields = {"title": page.title, "summary": page.summary, "draft": page.draft, **page.days}
            model = Policy.model_validate(fields)
            source = self.source_of[path]
            places[source] = Place(address_of(source), True, rendered.anchors if rendered else None, model)
        return LinkMap(places, set(), self.today, suggestions_left=0)

    def _is_faulty(self, page: ConvertedPage, places: LinkMap) -> bool:
        rendered = self.rendered.get(page.path)
        if rendered is None or rendered.acting or _has_main_heading(rendered):
            return True
        return any(self._fault(page, link, places) for link in rendered.links)

    def _fault(self, page: ConvertedPage, link: FoundLink, places: LinkMap) -> str:
        document = Document(self.source_of[page.path], None, "")
        _, problems = places.resolve(document, (link,))
        return problems[0].what if problems else ""

    def _mend(self, page: ConvertedPage, places: LinkMap, *, is_last: bool) -> bool:
        """Whether the text is another now."""
        before = page.text.text
        rendered = self.rendered.get(page.path)
        if rendered is None or page.path in self.shown_as_written:
            return False
        if is_last:
            return self._show_as_written(page, "Something in the text would stop the site from being built.")
        told = {
            link.href: self._instead(page, link, what, places) for link, what in self._faults(page, rendered, places)
        }
        for hide in (without_code, str):
            # Where it stands in what looks like code, the second look finds it.
            if told and page.text.text == before:
                lead_links(page.text, lambda href, image: told.get(href), hide)
            for part in rendered.acting if page.text.text == before else ():
                _silence(page.text, part.name, hide(page.text.text), is_attribute=part.is_attribute)
        if any(href.startswith(_OF_FOOTNOTES) for href in told):
            _without_footnotes(page.text)
        if _has_main_heading(rendered):
            hidden = without_code(page.text.text)
            page.text.apply(
                Change(each.start(), each.end(), f"{each[1]}##" if each[1] is not None else f"<{each[2]}h2")
                for each in _MAIN_HEADING.finditer(hidden)
            )
        if page.text.text == before:
            return self._show_as_written(page, "Something in the text would stop the site from being built.")
        return True

    def _faults(self, page: ConvertedPage, rendered: Rendered, places: LinkMap) -> Iterable[tuple[FoundLink, str]]:
        return ((link, what) for link in rendered.links if (what := self._fault(page, link, places)))

    def _instead(self, page: ConvertedPage, link: FoundLink, what: str, places: LinkMap) -> Led:
        path, sign, anchor = link.href.partition("#")
        is_sound = sign and path and not self._fault(page, FoundLink(path, link.image), places)
        if sign and (is_sound or not path):
            target = self._page_at(page, path, places)
            known = self._anchors_of(target)
            ours = known.get(anchor.lower())
            if ours:
                return Led(f"{path}#{ours}")
            if ours == "":
                return Led(path or "#top")
            told = f"`{link.href}` leads to a heading that is not there."
            return Led(path or None, told, "It leads to the page." if path else "Its words stay.")
        return Led(None, what, "Its words stay.")

    def _page_at(self, page: ConvertedPage, path: str, places: LinkMap) -> ConvertedPage:
        place = places.find(self.source_of[page.path], path) if path else None
        if place is None:
            return page
        return next(each for each in self.pages.values() if address_of(self.source_of[each.path]) == place.address)

    def _anchors_of(self, page: ConvertedPage) -> Mapping[str, str]:
        rendered = self.rendered.get(page.path)
        return anchors_by_old(rendered.headings if rendered else (), page.own_heading)

    def _show_as_written(self, page: ConvertedPage, what: str) -> bool:
        written = self.written[page.path]
        longest = max((len(each) for each in re.findall(r"~+", written)), default=0)
        fence = "~" * max(3, longest + 1)
        page.text.take_lines([(1, f"{fence}"), *((1, line) for line in written.split("\n")), (1, fence)])
        page.text.tell_line(1, what, "The page shows it as it was written; write it anew.")
        self.shown_as_written.add(page.path)
        return True


def _has_main_heading(rendered: Rendered) -> bool:
    return any(level == 1 for level, _, _ in rendered.headings) or "<h1" in rendered.html.lower()


def _without_footnotes(text: WorkingText) -> None:
    """One that is defined where our Markdown does not look for it would lead nowhere."""
    found = re.finditer(r"\[\^([^\[\]\s]{1,100})\](:?)", without_code(text.text))
    what, remedy = "The footnote cannot be followed here.", "Its number and its words stay; write it in another way."
    text.apply(Change(each.start(), each.end(), f"({each[1]})", "" if each[2] else what, remedy) for each in found)


def _silence(text: WorkingText, name: str, hidden: str, *, is_attribute: bool) -> None:
    """What could act is shown as it is written."""
    sign = re.escape(name)
    if is_attribute:
        pattern = rf"(?<=<)(?=[^<>]{{0,4000}}\b{sign}\s*=)|\{{[^{{}}\n]*\b{sign}\s*=[^{{}}\n]*\}}"
    else:
        pattern = rf"(?<=<)(?=/?{sign}\b)"
    text.apply(
        Change(
            found.start() - 1,
            found.end(),
            "&lt;",
            f"`{name}` is not allowed in a page.",
            "It is shown as it is written.",
        )
        if not found[0]
        else Change(found.start(), found.end(), "", f"`{name}` is not allowed in a page.", "It was taken out.")
        for found in re.finditer(pattern, hidden, re.IGNORECASE)
    )
