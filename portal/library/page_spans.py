"""From releases, one after the other, to what stood at each address from when to when. Pure. DESIGN §5."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.library.library import Library
from portal.library.page_versions import PageText, page_text


@dataclass(frozen=True, slots=True)
class Span:
    """A page's words from `since` until `until`, on which they no longer stand; None: nobody has said otherwise."""

    page: PageText
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The last that is known of an address, with the digest of its words."""

    hash: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Noted:
    """What a release makes of an address. The latest span ends on `ends`, or is forgotten if it was never seen, or has
    another end from now on, the one in `goes_on_until`; `begins` is a new one.
    """

    path: str
    ends: date | None = None
    forgotten: bool = False
    goes_on_until: tuple[date | None, ...] = ()
    begins: Span | None = None


def spans_on(library: Library, day: date) -> Iterator[Span]:
    """What a release that comes into force on `day` says, now or from a day that it names; drafts stay private."""
    for page in library.public.all():
        since = max(day, page.publish_on or day)
        if not page.draft and (page.expires_on is None or since < page.expires_on):
            yield Span(page_text(library.calendars, page), since, page.expires_on)


def noted(latest: Mapping[str, Latest], spans: Iterable[Span], day: date) -> Iterator[Noted]:
    """What changes on `day` at each address, given what is known of it. Nothing for addresses that stay as they are."""
    by_path = {span.page.path: span for span in spans}
    for path in sorted(latest.keys() | by_path.keys()):
        before, span = latest.get(path), by_path.get(path)
        stands = before is not None and (before.until is None or before.until > day)
        if before is None or not stands:
            if span is not None:
                yield Noted(path, begins=span)
        elif span is not None and before.hash == span.page.hash and _goes_on(before, span, day):
            if before.until != span.until:
                yield Noted(path, goes_on_until=(span.until,))
        else:
            was_seen = before.since <= day
            yield Noted(path, ends=day if was_seen else None, forgotten=not was_seen, begins=span)


def _goes_on(before: Latest, span: Span, day: date) -> bool:
    return before.since == span.since or (before.since <= day and span.since <= day)


def spans_through(releases: Iterable[tuple[date, Library]]) -> dict[str, list[Span]]:
    """The spans of each address through `releases`, the oldest first, each with the day it came into force."""
    found: dict[str, list[Span]] = {}
    for day, library in releases:
        latest = {path: Latest(s[-1].page.hash, s[-1].since, s[-1].until) for path, s in found.items() if s}
        for change in noted(latest, list(spans_on(library, day)), day):
            spans = found.setdefault(change.path, [])
            if change.forgotten:
                spans.pop()
            elif change.ends:
                spans[-1] = Span(spans[-1].page, spans[-1].since, change.ends)
            elif change.goes_on_until:
                spans[-1] = Span(spans[-1].page, spans[-1].since, change.goes_on_until[0])
            if change.begins:
                spans.append(change.begins)
    return {path: spans for path, spans in found.items() if spans}
