"""Reads translations, checks them against their originals, and gathers them by language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from portal import paths
from portal.library.bodies import Bodies, text_body
from portal.library.entries import Entry, Names
from portal.library.field_faults import typed
from portal.library.front_matter import Document, page_document
from portal.library.links import LinkMap, Place
from portal.library.problems import Problem
from portal.library.reading_memory import ReadingMemory
from portal.library.rendered import Rendered
from portal.library.source_text import read_bytes, text_of
from portal.library.suggestions import listed
from portal.library.survey import PUBLIC, PUBLIC_KINDS, PageFile
from portal.library.translations import WORDS, PageWords, TranslatedPages, mark_of

_HOLDERS = {"": "free", **{kind: kind for kind in PUBLIC_KINDS}}


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation's file and what it holds; `words` has stand-ins at `document.wrong`, and is None where no field can
    be read.
    """

    file: PageFile
    document: Document
    words: PageWords | None

    @property
    def original(self) -> str:
        """The source of the page that it translates."""
        return self.file.source.replace(f"{PUBLIC}/{self.file.language}/", f"{PUBLIC}/", 1)

    @property
    def is_draft(self) -> bool:
        return self.words is not None and self.words.draft

    @property
    def entry(self) -> Entry:
        """For whoever looks at its text alone: its fields are none of a page's."""
        return Entry(self.file, self.document, None)


def read_translations(
    files: Iterable[PageFile], problems: list[Problem], memory: ReadingMemory
) -> tuple[Translation, ...]:
    """Each file on its own; what is wrong with them joins `problems`."""
    found = []
    for file in files:
        data = read_bytes(file.path, file.source)
        translation, faults = memory.recall("fields", file.source, (file, data), partial(_translation, file, data))
        problems += faults
        found.append(translation)
    return tuple(found)


def _translation(file: PageFile, data: bytes | Problem) -> tuple[Translation, Sequence[Problem]]:
    text = data if isinstance(data, Problem) else text_of(data, file.source)
    if isinstance(text, Problem):
        return Translation(file, Document(file.source, None, has_body=False), None), (text,)
    document, faults = page_document(text, file.source)
    checked = typed(document, WORDS[file.model], "a translation", {"source": file.source})
    told = (_told_as_original(problem, file) for problem in checked.problems)
    return Translation(file, checked.document, checked.model), (*faults, *told)


def _told_as_original(problem: Problem, file: PageFile) -> Problem:
    """A field that only the original may have is no slip of the pen, and there is a reason for it."""
    name = problem.what.split("`")[1] if problem.what.count("`") > 1 else ""
    if not problem.what.endswith("is not a field of a translation.") or name not in file.model.model_fields:
        return problem
    what = f"`{name}` comes from the page that is translated, so that it is said in one place only."
    return replace(problem, what=what, remedy="Remove the line.")


def mirrored(
    places: Mapping[str, Place], languages: Sequence[str], anchors: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, Place]]:
    """Where each public page is found in each of the other `languages`, translated or not, by what would be its source.

    So a translation links to its neighbours as its original does, whether or not these are translated. `anchors` are
    those of every text that readers see, by source.
    """
    for tag in languages:
        for source, place in tuple(places.items()):
            if place.is_page and source.startswith(f"{PUBLIC}/"):
                mirror = source.replace(f"{PUBLIC}/", f"{PUBLIC}/{tag.lower()}/", 1)
                there = anchors.get(mirror, place.anchors)
                yield mirror, replace(place, address=paths.translated(place.address, tag), anchors=there)


def check_translations(
    translations: Iterable[Translation],
    entries: Iterable[Entry],
    marks: Mapping[str, str],
    names: Names,
    places: LinkMap,
) -> Iterator[Problem]:
    """`marks` are those of the originals, by source."""
    yield from _in_the_way(entries, names)
    for each in translations:
        yield from _language(each, names)
        yield from _original(each, places)
        mark = marks.get(each.original)
        if mark and each.words is not None and each.document.is_right("translated_from"):
            yield from _age(each, each.words, mark)


def _in_the_way(entries: Iterable[Entry], names: Names) -> Iterator[Problem]:
    """A page of the first language, or an old address, where the site in another language is."""
    roots = tuple(paths.translated("/", tag) for tag in (names.languages or ())[1:])
    for entry in entries if roots else ():
        aliases = entry.page.aliases if entry.page is not None and entry.document.is_right("aliases") else ()
        for address in (entry.file.address, *(f"{alias.rstrip('/')}/" for alias in aliases)):
            if address.startswith(roots):
                what = f"The address `{address}` belongs to the site in another language."
                yield Problem(entry.file.source, 1, 1, what, "Give the page, or its old address, another name.")


def _language(each: Translation, names: Names) -> Iterator[Problem]:
    if names.languages is None:
        return
    first, folder = names.languages[0].lower(), each.file.language
    if folder == first:
        what = f"`{folder}` is the site's first language, whose pages lie directly in `{PUBLIC}`."
        yield Problem(each.file.source, 1, 1, what, f"Move the file to `{each.original}`.")
    elif folder not in (tag.lower() for tag in names.languages):
        what = f"`{folder}` is neither a folder of pages nor among the languages of site.yml."
        remedy = f"Use {listed(PUBLIC_KINDS)}, or add `{folder}` to `languages` in site.yml."
        yield Problem(each.file.source, 1, 1, what, remedy)


def _original(each: Translation, places: LinkMap) -> Iterator[Problem]:
    if each.original not in places.places:
        near = places.suggest(each.original, each.original.rpartition("/")[2])
        what = f"The file translates `{each.original}`, which is not there."
        remedy = f"Name it as its original is named{f'; is it `{near}`?' if near else '.'}"
        yield Problem(each.file.source, 1, 1, what, remedy)
        return
    said = each.words.translation_of if each.words and each.document.is_right("translation_of") else None
    if said is not None:
        named = [source for source, place in places.places.items() if place is places.find(each.file.source, said)]
        if each.original not in named:
            what = f"`{said}` is not the page that the place of the file says it translates, `{each.original}`."
            yield each.document.problem(("translation_of",), what, "Remove the line, or move the file.")


def marks_of(entries: Iterable[Entry], translations: Iterable[Translation]) -> dict[str, str]:
    """The marks of what is translated, by source; what has a wrong field has none."""
    translated = {each.original for each in translations}
    return {
        entry.file.source: mark_of(entry.page, entry.document.body)
        for entry in entries
        if entry.file.source in translated and entry.page is not None and not entry.document.wrong
    }


def _age(each: Translation, words: PageWords, mark: str) -> Iterator[Problem]:
    if not words.translated_from:
        what = "Nobody will be told when the original changes: the translation does not say what it was made from."
        yield each.document.warning((), what, f"Add `translated_from: {mark}`.")
    elif words.translated_from != mark:
        what = "The original has changed since it was translated, and readers are told so."
        remedy = f"Bring the translation up to date, then write `translated_from: {mark}`."
        yield each.document.warning(("translated_from",), what, remedy)


def _filled(words: PageWords, rendered: Rendered, addresses: tuple[str, ...], mark: str) -> PageWords:
    """Of a translation without a mark it is not known whether it is old, and so it is not said."""
    old = words.translated_from not in ("", mark)
    return words.model_copy(update={"body": text_body(rendered, addresses), "is_outdated": old})


def gathered(
    translations: Iterable[Translation],
    bodies: Bodies,
    marks: Mapping[str, str],
    places: LinkMap,
    languages: Sequence[str],
    memory: ReadingMemory,
) -> dict[str, TranslatedPages]:
    """By language, of those that are whole. What is wrong with their links is told elsewhere."""
    tags = {tag.lower(): tag for tag in languages}
    found: dict[str, dict[str, dict[str, PageWords]]] = {}
    for each in sorted(translations, key=lambda each: each.file.slug):
        rendered = bodies.rendered.get(each.file.source)
        if each.words is None or rendered is None or each.file.language not in tags:
            continue
        # What is wrong with the links was told when they were followed for the first time.
        addresses, _ = places.resolve(each.document, rendered.links)
        mark = marks.get(each.original, "")
        fill = partial(_filled, each.words, rendered, addresses, mark)
        words = memory.recall("words", each.file.source, (each.words, rendered, addresses, mark), fill)
        of_language = found.setdefault(tags[each.file.language], {})
        of_language.setdefault(_HOLDERS[each.file.folder], {})[each.file.slug] = words
    return {tag: TranslatedPages.model_validate(pages) for tag, pages in sorted(found.items())}
