"""Reads and checks a site folder's content. Every problem is gathered before anything stops. DESIGN §4."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from portal.library.assembly import assemble
from portal.library.bodies import render_bodies
from portal.library.coverage_checks import check_coverage
from portal.library.entries import Entry, Names, names_in
from portal.library.field_faults import typed
from portal.library.file_listing import listing
from portal.library.front_matter import Document, yaml_document
from portal.library.library import Library
from portal.library.links import LinkMap, Place, own_addresses
from portal.library.logo_checks import check_logo
from portal.library.page_cache import PageCache
from portal.library.page_checks import aliases_of, check_aliases, check_pages
from portal.library.pages import FreePage, Page, Policy
from portal.library.problems import Problem, in_order, stop_on
from portal.library.read_content import ReadContent
from portal.library.reading_memory import ReadingMemory
from portal.library.reading_pages import keep_pages, read_pages
from portal.library.reading_translations import check_translations, gathered, marks_of, mirrored, read_translations
from portal.library.render_cache import RenderCache
from portal.library.renderer import Renderer
from portal.library.script_checks import check_scripts
from portal.library.site_calendars import SiteCalendars, check_unnamed, read_site_calendars
from portal.library.site_checks import check_site
from portal.library.site_file import SiteFile
from portal.library.site_words_checks import check_site_words
from portal.library.source_text import read_source
from portal.library.survey import SITE_FILE, TEAM_FILE, Survey, asset_address, names_below, survey
from portal.library.team_checks import check_team
from portal.library.team_file import TeamFile
from portal.library.topic_checks import check_promises, check_topics
from portal.library.training_checks import check_training
from portal.library.translations import TranslatedPages
from portal.library.ways_to_us import calendars_told, check_ways_to_us, data_of_promises_and_hours

YamlModel = TypeVar("YamlModel", SiteFile, TeamFile)


@dataclass(frozen=True, slots=True)
class Loaded:
    """`library` is None where a problem stops it. `problems` are sorted, warnings among them; `pages` counts files.

    `content` is all that was read, None where there is no content; `found` are its files. `filled` are the pages with
    their bodies and `translations` their words in other languages, some of them perhaps with stand-ins.
    """

    library: Library | None
    problems: tuple[Problem, ...]
    pages: int
    content: ReadContent | None = None
    found: Survey | None = None
    filled: Sequence[Page] = ()
    translations: Mapping[str, TranslatedPages] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def load_library(
    site_dir: Path,
    today: date,
    renderer: Renderer | None = None,
    *,
    kept: RenderCache | None = None,
    memory: ReadingMemory | None = None,
    beside: Sequence[tuple[str, Path]] = (),
    cache: PageCache | None = None,
) -> Loaded:
    """The library of `site_dir`/content and everything that is wrong with it on `today`.

    `renderer` may be one that lives on; else one is made for this call, with what earlier ones have `kept`. Whoever
    reads the same content again and again gives the same `memory` each time, and only what changed is worked out anew.
    `beside` are files that are taken to be there as well, each with the source that it would have. `cache` knows pages
    as earlier builds read them; it is for content that is built, and not for content with `beside`.
    """
    if memory is None:
        files = listing(site_dir / "content")
        memory, found = ReadingMemory(), survey(site_dir, beside, files)
        if cache is not None:
            cache.take_stamps(files)
    else:
        memory.turn()
        names = (site_dir, tuple(beside), names_below(str(site_dir / "content")))
        found = memory.recall("survey", "", names, partial(survey, site_dir, beside))
    if not (site_dir / "content").is_dir():
        return Loaded(None, in_order(found.problems), 0)
    with nullcontext(renderer) if renderer else Renderer(kept=kept) as render:
        loaded, moved = _load(site_dir, found, today, render, memory, cache)
        if moved and cache is not None:
            cache.forget(moved)
            loaded, _ = _load(site_dir, found, today, render, memory, cache)
        if cache is not None:
            cache.save()
        return loaded


def checked_library(
    site_dir: Path,
    today: date,
    renderer: Renderer | None = None,
    *,
    kept: RenderCache | None = None,
    cache: PageCache | None = None,
) -> Library:
    """The library. Raises ContentError with every problem, in order."""
    loaded = load_library(site_dir, today, renderer, kept=kept, cache=cache)
    stop_on(loaded.problems)
    assert loaded.library is not None
    return loaded.library


def _load(
    site_dir: Path, found: Survey, today: date, renderer: Renderer, memory: ReadingMemory, cache: PageCache | None
) -> tuple[Loaded, tuple[str, ...]]:
    """What was loaded, and the sources of the pages in the cache whose links lead elsewhere by now."""
    problems = list(found.problems)
    site_document, site = _yaml_file(site_dir, SITE_FILE, SiteFile, "site.yml", problems)
    team_document, team = _yaml_file(site_dir, TEAM_FILE, TeamFile, "team.yml", problems)
    names = names_in(found.pages, site_document, team_document)
    says_allowed = site_document is not None and site_document.is_right("allow_html")
    allowed = site.allow_html if site and says_allowed else None
    read = read_pages(found, memory, cache, renderer, allowed)
    entries = read.entries
    problems += read.problems
    translations = read_translations(found.translations, problems, memory)
    written = [*entries, *(each.entry for each in translations)]
    renderer.still_wants(page.render_key for page in read.kept.values())
    bodies = render_bodies(written, allowed, renderer, memory, read.kept)
    problems += bodies.problems
    places = _places(found, entries, bodies.anchors, today)
    other_languages = (names.languages or ())[1:]
    places.of_drafts = {
        each.file.source: bodies.anchors.get(each.file.source) for each in translations if each.is_draft
    }
    seen = {source: anchors for source, anchors in bodies.anchors.items() if source not in places.of_drafts}
    places.add(mirrored(places.places, other_languages, seen), other_languages)
    places.addresses |= set(data_of_promises_and_hours(calendars_told((entry.page for entry in entries), site)))
    calendars = SiteCalendars({}, frozenset(), ())
    if site_document:
        calendars = read_site_calendars(site_document, site_dir / "content")
        problems += calendars.problems
        if site_document.fields and site_document.is_right("calendars"):
            problems += check_unnamed(found.closures, calendars)
        problems += check_site(site_document, site) if site else ()
        problems += check_logo(site_document, site, site_dir) if site else ()
        problems += check_site_words(site_document, site) if site else ()
        problems += check_ways_to_us(site_document, site, names.calendars, places) if site else ()
    if team_document and team:
        problems += check_team(team_document, team, names)
    problems += _page_problems(found, entries, names, places, today)
    filled, link_problems = bodies.filled(written, places, memory)
    problems += link_problems
    marks = marks_of(entries, translations)
    problems += check_translations(translations, entries, marks, names, places)
    in_the_way = any(problem.severity == "problem" for problem in problems)
    library = None
    words = gathered(translations, bodies, marks, places, names.languages or (), memory)
    if site and team and not in_the_way:
        library = assemble(site, calendars.resolved, team, filled, found, words)
        if cache is not None:
            keep_pages(read, bodies, cache, library.written)
    content = ReadContent(
        entries,
        site_document,
        site,
        team_document,
        team,
        calendars.resolved,
        bodies.links,
        places,
        today,
        tuple(each.entry for each in translations),
        frozenset(problem.path for problem in problems if problem.severity == "problem"),
    )
    loaded = Loaded(library, in_order(problems), len(found.pages), content, found, filled, words)
    return loaded, tuple(bodies.moved)


def _yaml_file(
    site_dir: Path, source: str, model: type[YamlModel], noun: str, problems: list[Problem]
) -> tuple[Document | None, YamlModel | None]:
    file = site_dir / source
    if not file.is_file():
        remedy = "Add the file; docs/content.md says what it holds."
        problems.append(Problem(source, 1, 1, f"{noun} is missing.", remedy))
        return None, None
    text = read_source(file, source)
    if isinstance(text, Problem):
        problems.append(text)
        return None, None
    document, faults = yaml_document(text, source)
    problems += faults
    checked = typed(document, model, noun, {})
    problems += checked.problems
    return checked.document, checked.model


def _places(found: Survey, entries: Sequence[Entry], anchors: dict[str, frozenset[str]], today: date) -> LinkMap:
    places = {
        entry.file.source: Place(
            entry.file.address,
            entry.file.is_public,
            anchors.get(entry.file.source),
            entry.page,
            wrong=entry.document.wrong,
        )
        for entry in entries
    }
    places |= {source: Place(asset_address(source), True, is_page=False) for source in found.assets}
    aliases = {alias for entry in entries for alias in aliases_of(entry)}
    return LinkMap(places, own_addresses(places, aliases), today)


def _page_problems(
    found: Survey, entries: Sequence[Entry], names: Names, places: LinkMap, today: date
) -> list[Problem]:
    taken = {place.address: source for source, place in places.places.items()}
    # Most pages are of a kind that nothing else depends on.
    fitting = [entry for entry in entries if entry.file.model not in (Policy, FreePage)]
    return [
        *check_pages(entries, names, places, today),
        *check_aliases(entries, taken),
        *check_topics(fitting, names),
        *check_promises(fitting, names),
        *check_coverage(fitting, names, today),
        *check_scripts(fitting),
        *check_training(fitting, names),
    ]
