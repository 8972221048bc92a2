"""The list of pages that can be edited: where each lies, what is to be said of it, and its problems, counted. Pure."""

from collections import Counter
from datetime import date

from portal.library.entries import Entry
from portal.library.loader import Loaded
from portal.library.pages import Page
from portal.promises.spoken import spoken_day
from portal.web.editing_room import ListedPage

SECTIONS = {
    "content/public/commitments": "Promises",
    "content/public/topics": "Topics",
    "content/public/limitations": "Limitations",
    "content/public/policies": "Policies",
    "content/public": "Pages of their own",
    "content/desk/scripts": "Scripts for the desk",
    "content/desk/guides": "Guides for the desk",
    "content/desk/drills": "Drills for the desk",
}


def listed_pages(loaded: Loaded, today: date) -> tuple[ListedPage, ...]:
    """Section by section, each by title. Translations stand in a section of their language."""
    problems = Counter(problem.path for problem in loaded.problems if problem.severity == "problem")
    entries = loaded.content.entries if loaded.content else ()
    found = [_listed(entry, problems[entry.file.source], today) for entry in entries]
    if loaded.found is not None:
        found += [
            ListedPage(each.source, each.source.rpartition("/")[2], _language(each.language), (), problems[each.source])
            for each in loaded.found.translations
        ]
    order = {section: number for number, section in enumerate(SECTIONS.values())}
    return tuple(sorted(found, key=lambda page: (order.get(page.section, 99), page.section, page.title.casefold())))


def section_of(source: str) -> str:
    folder = next((folder for folder in SECTIONS if source.startswith(folder + "/")), "")
    return SECTIONS.get(folder, "Other pages")


def _language(tag: str) -> str:
    return f"Translations: {tag}"


def _listed(entry: Entry, problems: int, today: date) -> ListedPage:
    page, source = entry.page, entry.file.source
    title = page.title if page is not None and page.title else source
    return ListedPage(source, title, section_of(source), tuple(_states(page, today)) if page else (), problems)


def _states(page: Page, today: date) -> list[str]:
    said = []
    if page.draft:
        said.append("Not shown to readers: `draft` is set")
    if page.publish_on is not None and page.publish_on > today:
        said.append(f"Appears on {spoken_day(page.publish_on)}")
    if page.expires_on is not None and page.expires_on <= today:
        said.append(f"Gone since {spoken_day(page.expires_on)}")
    if page.review_by is not None and page.review_by < today:
        said.append(f"Review overdue since {spoken_day(page.review_by)}")
    return said
