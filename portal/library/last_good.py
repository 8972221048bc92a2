"""The library as it is with something wrong in it: files with a problem are taken as they last were without one."""

from collections.abc import Mapping, Set

from portal.library.assembly import assemble
from portal.library.library import Library
from portal.library.loader import Loaded
from portal.library.pages import Page
from portal.library.survey import SITE_FILE, TEAM_FILE
from portal.library.translations import TranslatedPages
from portal.promises.calendars import Calendar


def with_last_good(loaded: Loaded, last: Library | None) -> Library | None:
    """The library of what was just read, or of as much of it as is right, with `last` for the rest.

    None where that makes no whole: site.yml, team.yml or the topic for everything else was never right.
    """
    if loaded.library is not None or loaded.content is None or loaded.found is None:
        return loaded.library
    faulty = {problem.path for problem in loaded.problems if problem.severity == "problem"}
    content = loaded.content
    site, calendars = content.site, content.calendars
    if site is None or SITE_FILE in faulty:
        site, calendars = (last.site, _calendars(last)) if last else (None, {})
    team = content.team
    if team is None or TEAM_FILE in faulty:
        team = last.desk.team if last else None
    if site is None or team is None:
        return None
    there = {file.source for file in loaded.found.pages}
    right = [page for page in loaded.filled if page.source not in faulty]
    before = [page for page in _pages(last) if page.source in faulty & there] if last else []
    library = assemble(site, calendars, team, [*right, *before], loaded.found, _translations(loaded, faulty))
    return library if any(topic.catch_all for topic in library.public.topics.values()) else last


def _translations(loaded: Loaded, faulty: Set[str]) -> dict[str, TranslatedPages]:
    """Those that are right; the page of any other is its original for now."""
    return {
        tag: TranslatedPages.model_validate(
            {
                kind: {slug: words for slug, words in getattr(pages, kind).items() if words.source not in faulty}
                for kind in TranslatedPages.model_fields
            }
        )
        for tag, pages in loaded.translations.items()
    }


def _calendars(library: Library) -> Mapping[str, Calendar]:
    return {name: Calendar.from_data(data) for name, data in library.calendars.items()}


def _pages(library: Library) -> list[Page]:
    desk = library.desk
    return [*library.public.all(), *desk.scripts.values(), *desk.guides.values(), *desk.drills.values()]
