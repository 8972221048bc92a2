"""One page on its own, checked and rendered as if it stood in content/ beside the pages of a release.

For pages that somebody proposes: an editor sees what is wrong with them before they are taken.
"""

from dataclasses import dataclass
from datetime import date

from portal.library.bodies import render_bodies
from portal.library.entries import Entry, Names
from portal.library.field_faults import typed
from portal.library.front_matter import page_document
from portal.library.library import Library
from portal.library.links import LinkMap, Place, own_addresses
from portal.library.page_checks import check_aliases, check_pages
from portal.library.pages import Limitation, Page, Policy
from portal.library.problems import Problem, in_order
from portal.library.renderer import Renderer
from portal.library.survey import PUBLIC, PageFile
from portal.library.topic_checks import check_topics

KINDS: dict[str, tuple[type[Page], str]] = {
    "limitation": (Limitation, "a limitation"),
    "policy": (Policy, "a policy"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """`page` is None while its fields are wrong; `html` is empty where the body may not be shown."""

    page: Page | None
    problems: tuple[Problem, ...]
    html: str


def source_of(kind: str, slug: str) -> str:
    """The path of the file from the site folder; `kind` is a key of KINDS."""
    return f"{PUBLIC}/{KINDS[kind][0].kind}/{slug}.md"


def check_single_page(text: str, kind: str, slug: str, library: Library, today: date) -> Checked:
    """What the loader would find in it on `today`, had it its place among the pages of `library`.

    `kind` is a key of KINDS. `text` has plain line ends. Takes as long as starting a process.
    """
    model, noun = KINDS[kind]
    source = source_of(kind, slug)
    file = PageFile(source, source, model, model.kind, slug, is_public=True)
    document, problems = page_document(text, source)
    found = typed(document, model, noun, {"slug": slug, "source": source, "path": file.address})
    problems += found.problems
    page = None if found.problems else found.model
    entry = Entry(file, found.document, found.model)
    with Renderer(processes=1) as renderer:
        bodies = render_bodies([entry], library.site.allow_html, renderer)
    problems += bodies.problems
    places = _places(library, entry, bodies.anchors.get(source), today)
    names = _names(library)
    # Of what holds for all pages together, only what this one is at fault for.
    problems += [
        *check_pages([entry], names, places, today),
        *check_aliases([entry], {place.address: name for name, place in places.places.items() if name != source}),
        *(problem for problem in check_topics([entry], names) if problem.path == source),
    ]
    filled, link_problems = bodies.filled([entry], places)
    problems += link_problems
    html = "" if bodies.problems or not filled else filled[0].body.html
    return Checked(page, in_order(problems), html)


def _names(library: Library) -> Names:
    team = library.desk.team
    return Names(
        topics=tuple(library.public.topics),
        severities=tuple(severity.key for severity in library.site.severities),
        calendars=tuple(library.calendars),
        teams=tuple(team.teams),
        responders=tuple(team.responders),
        leads=tuple(team.leads),
        languages=tuple(library.site.languages),
        skills=None,
    )


def _places(library: Library, entry: Entry, anchors: frozenset[str] | None, today: date) -> LinkMap:
    places = {
        page.source: Place(page.path, True, frozenset(heading.anchor for heading in page.body.headings), page)
        for page in library.public.all()
    }
    places |= {asset.source: Place(address, True, is_page=False) for address, asset in library.assets.items()}
    places[entry.file.source] = Place(entry.file.address, True, anchors, entry.page, wrong=entry.document.wrong)
    aliases = {alias for page in library.public.all() for alias in page.aliases}
    return LinkMap(places, own_addresses(places, aliases), today)
