"""What publishing would change, in words: the release in force against the content as it would be. Pure."""

from datetime import date

from portal.library.library import Library
from portal.library.page_versions import PageText, page_text
from portal.library.pages import Page
from portal.site.text_changes import changed_paragraphs, counted
from portal.site.version_words import Differences, appeared, differences, gone
from portal.web.editing_room import PageChange

NOBODY_SEES_IT = "Readers see no difference."
_FOR_THE_DESK = "Only the desk sees this page."


def page_changes(before: Library, after: Library, today: date) -> dict[str, PageChange]:
    """By source, what readers of each public page would notice on `today`; nothing where they would notice nothing."""
    old = {page.source: page for page in before.public.live_on(today).all()}
    new = {page.source: page for page in after.public.live_on(today).all()}
    found: dict[str, PageChange] = {}
    for source in sorted(old.keys() | new.keys()):
        was, now = old.get(source), new.get(source)
        told = _told(_text(before, was), _text(after, now))
        page = now or was
        if told is not None and page is not None:
            found[source] = _change(page.title, page.path, told)
    return found


def own_change(source: str, title: str, was: str, now: str, changes: dict[str, PageChange]) -> PageChange:
    """The same of the page that is published; of one that readers do not see, which lines of its file change."""
    if source in changes:
        return changes[source]
    lines = changed_paragraphs(_lines(was), _lines(now))
    on_the_desk = source.startswith("content/desk/")
    said = [_FOR_THE_DESK] if on_the_desk else [NOBODY_SEES_IT]
    if lines:
        said.append(f"In the file, {counted(lines).replace('paragraph', 'line')}.")
    return PageChange(title, "", "other", tuple(said), lines)


def _told(was: PageText | None, now: PageText | None) -> Differences | None:
    if was is None:
        return None if now is None else appeared(now)
    if now is None:
        return gone(was)
    return None if was.hash == now.hash else differences(was, now)


def _text(library: Library, page: Page | None) -> PageText | None:
    return None if page is None else page_text(library.calendars, page)


def _change(title: str, path: str, told: Differences) -> PageChange:
    return PageChange(title, path, told.effect, told.sentences, told.paragraphs)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]
