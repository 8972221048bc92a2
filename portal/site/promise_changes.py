"""How a promise has changed: the versions that once stood on its page, and what is different since. DESIGN §5."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import nh3

from portal.library.pages import Commitment
from portal.library.published import Published

TEXTS_SHOWN = 3
"""How many earlier texts stand on the page; all of them are in scorecard/data.json."""
_TAGS = {"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "strong", "em", "br"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A promise as it once stood there. `until` is None where an older version came back.

    `text` is HTML, empty where only the title is shown.
    """

    title: str
    target: str
    objective: str
    since: date
    until: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader of the figures has to know, as a sentence without its day."""

    on: date
    said: str


def earlier_versions(published: Published, promise: Commitment) -> tuple[EarlierVersion, ...]:
    """Those that read differently from the page of today, the newest first."""
    found = [
        _earlier(data, since, until)
        for data, since, until in reversed(_history(published, promise.slug))
        if _wording(data) != (promise.title, str(promise.target), promise.objective, promise.remedy, promise.body.html)
    ]
    return tuple(version if place < TEXTS_SHOWN else replace(version, text="") for place, version in enumerate(found))


def changes(published: Published, promise: Commitment) -> tuple[Change, ...]:
    """Each change of what is measured, the oldest first; a change of words alone is none."""
    history = _history(published, promise.slug)
    return tuple(
        Change(since, said)
        for (before, _, _), (after, since, _) in pairwise(history)
        for said in [_difference(before, after)]
        if said
    )


def _history(published: Published, slug: str) -> list[tuple[dict[str, Any], date, date | None]]:
    scorecard = published.scorecard
    if scorecard is None:
        return []
    mine = (each for each in scorecard.in_force if each.commitment == slug)
    return [(scorecard.commitments[each.version], each.since, each.until) for each in mine]


def _difference(before: dict[str, Any], after: dict[str, Any]) -> str:
    parts = []
    if before["target"] != after["target"]:
        parts.append(f"the time promised from {before['target']} to {after['target']}")
    if before["objective"] != after["objective"]:
        parts.append(f"the share we mean to keep from {_percent(before)} to {_percent(after)}")
    if before["indicator"] != after["indicator"]:
        parts.append("what is measured")
    if before["calendar"] and after["calendar"] and before["calendar"] != after["calendar"]:
        parts.append("the hours that count")
    return f"we changed {' and '.join(parts)}" if parts else ""


def _earlier(data: dict[str, Any], since: date, until: date | None) -> EarlierVersion:
    return EarlierVersion(data["title"], data["target"], _percent(data), since, until, _quiet(data["text"]))


def _quiet(html: str) -> str:
    """The words alone: an old text's links may lead nowhere today, and its anchors are taken by the text in force."""
    plain = nh3.clean(html, tags=_TAGS | _TABLES, attributes={})
    for level in (6, 5, 4, 3, 2):
        plain = plain.replace(f"<h{level}>", "<p><strong>").replace(f"</h{level}>", "</strong></p>")
    return plain


def _wording(data: dict[str, Any]) -> tuple[Any, ...]:
    return data["title"], data["target"], data["objective"], data["remedy"], data["text"]


def _percent(data: dict[str, Any]) -> str:
    return f"{data['objective'] * 100:.4g} %"
