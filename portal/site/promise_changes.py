"""How what a promise measures has changed, for those who read its figures. DESIGN §5.

All else that changed on its page stands in the page's history (portal.site.page_histories).
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from portal.languages.formatting import percent
from portal.languages.messages import _
from portal.library.pages import Commitment
from portal.library.published import Published
from portal.promises.target_words import target_in_words
from portal.promises.targets import parse_target
from portal.site.words import one_and_another


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader of the figures has to know, as a sentence without its day."""

    on: date
    said: str


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
        was, now = (target_in_words(parse_target(data["target"])) for data in (before, after))
        parts.append(_("the time promised from %(was)s to %(now)s", was=was, now=now))
    if before["objective"] != after["objective"]:
        was, now = percent(before["objective"]), percent(after["objective"])
        parts.append(_("the share we mean to keep from %(was)s to %(now)s", was=was, now=now))
    if before["indicator"] != after["indicator"]:
        parts.append(_("what is measured"))
    if before["calendar"] and after["calendar"] and before["calendar"] != after["calendar"]:
        parts.append(_("the hours that count"))
    return _("we changed %(terms)s", terms=one_and_another(parts)) if parts else ""
