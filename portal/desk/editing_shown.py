"""What the pages of the editing room say of drafts, people and times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal import editing_paths
from portal.promises.spoken import spoken_time
from portal.store.content_drafts import Comment, ContentDraft
from portal.web.current import workplace
from portal.web.editing_room import ListedPage


@dataclass(frozen=True, slots=True)
class DraftShown:
    """An open draft: whose it is, where it is, and when it was saved last."""

    title: str
    source: str
    who: str
    saved: str
    address: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class CommentShown:
    who: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class PageShown:
    page: ListedPage
    address: str
    drafts: tuple[DraftShown, ...]


def name_of(person: str) -> str:
    found = workplace().roster().everybody.get(person)
    return found.name if found else "A colleague who has left"


def when(at: datetime) -> str:
    return spoken_time(at, workplace().now(), workplace().library.site.time_zone)


def shown_draft(draft: ContentDraft, me: str, title: str = "") -> DraftShown:
    return DraftShown(
        title=title or draft.source.removeprefix("content/"),
        source=draft.source,
        who=name_of(draft.person),
        saved=when(draft.saved_at),
        address=editing_paths.draft(draft.id),
        is_mine=draft.person == me,
    )


def shown_comments(found: Sequence[Comment]) -> tuple[CommentShown, ...]:
    return tuple(CommentShown(name_of(each.person), when(each.at), each.words) for each in found)


def shown_pages(pages: Sequence[ListedPage], drafts: Sequence[ContentDraft], me: str) -> dict[str, list[PageShown]]:
    """By section, each page with the drafts of it."""
    sections: dict[str, list[PageShown]] = {}
    for page in pages:
        mine = tuple(shown_draft(draft, me, page.title) for draft in drafts if draft.source == page.source)
        sections.setdefault(page.section, []).append(PageShown(page, editing_paths.page(page.source), mine))
    return sections


def found_by(pages: Sequence[ListedPage], words: str) -> tuple[ListedPage, ...]:
    """The pages whose title or file holds each of the words."""
    wanted = words.casefold().split()
    return tuple(page for page in pages if all(word in f"{page.title} {page.source}".casefold() for word in wanted))
