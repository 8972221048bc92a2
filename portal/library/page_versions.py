"""A version of a public page: what it said, and from when to when. DESIGN §5.

It holds what readers were told and nothing of how we keep the page: a new `review_by` makes no new version.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from portal.library.pages import Commitment, Page
from portal.library.paragraphs import paragraphs_of

_FIELDS: Mapping[str, frozenset[str]] = {
    "commitments": frozenset(
        {"indicator", "target", "objective", "applies_to", "remedy", "effective_from", "audience"}
    ),
    "limitations": frozenset({"since", "workaround", "instead", "costs", "benefits", "prevent"}),
    "topics": frozenset({"says", "stance", "costs", "benefits", "prevent", "reopen_within"}),
}


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page said. `text` is the published HTML, `fields` plain JSON data as in front matter.

    A commitment's `fields` hold its `hours` too: the windows of each weekday, None where every hour counts.
    """

    path: str
    kind: str
    title: str
    summary: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    lang: str | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of the words, wherever they stood and wherever their links led, in hexadecimal."""
        said = [self.kind, self.title, self.summary, paragraphs_of(self.text), self.fields, self.lang]
        return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PageVersion:
    """`name` is the last part of its permanent address and never changes: the day on which it was recorded, such as
    `2026-11-01`, and `2026-11-01-2` for a second one of that day.

    It stood there from the day `since` until the day `until`, on which something else took its place, or nothing did;
    None: it still stands. Days are those of the site's zone. `hash` is that of `page`.
    """

    page: PageText
    hash: str
    name: str
    since: date
    until: date | None


def page_text(calendars: Mapping[str, Mapping[str, object]], page: Page) -> PageText:
    """What `page` says. `calendars` are those of its library."""
    names = _FIELDS.get(page.kind, frozenset())
    fields = page.model_dump(mode="json", include=set(names)) if names else {}
    if isinstance(page, Commitment):
        calendar = calendars.get(page.calendar or "") if page.target.working else None
        fields["hours"] = calendar.get("hours") if calendar else None
    return PageText(page.path, page.kind, page.title, page.summary, page.body.html, fields, page.lang)


def permanent_address(version: PageVersion) -> str:
    """`/commitments/first-reply/at/2026-11-01/`"""
    return f"{version.page.path}at/{version.name}/"
