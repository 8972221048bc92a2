"""What we say differently than an earlier release did, in words for those who answer. Pure.

Promises, limitations and policies as readers saw them. Where a promise became weaker, the words say so.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from portal.library.library import Library
from portal.library.pages import Commitment, Limitation, Page, Policy
from portal.promises.promise_change import Effect, coverage_effect, target_effect
from portal.promises.spoken import spoken_day

PageT = TypeVar("PageT", bound=Page)
_WEAKER: Mapping[Effect, bool | None] = {"weaker": True, "stronger": False, "other": None}
_SENTENCE = re.compile(r"(?<=[.?:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """`kind` is a folder of content/public; `path` leads to the page, empty where it is gone. `words` are sentences."""

    kind: str
    title: str
    words: str
    path: str = ""
    is_weaker: bool = False


def release_changes(before: Library, after: Library, day_before: date, day: date) -> tuple[ReleaseChange, ...]:
    """What readers saw on `day_before` against what they see on `day`; promises first, then limitations, policies."""
    old, new = before.public.live_on(day_before), after.public.live_on(day)
    calendars = before.calendars, after.calendars

    def promise(was: Commitment, now: Commitment) -> tuple[str, bool]:
        return _promise(was, now, *calendars)

    return (
        *_changes(old.commitments, new.commitments, _new_promise, _gone_promise, promise),
        *_changes(old.limitations, new.limitations, _new_limitation, _gone_limitation, _limitation),
        *_changes(old.policies, new.policies, _new_policy, _gone_policy, _policy),
    )


def _changes(
    old: Mapping[str, PageT],
    new: Mapping[str, PageT],
    appeared: Callable[[PageT], tuple[str, bool]],
    gone: Callable[[PageT], tuple[str, bool]],
    changed: Callable[[PageT, PageT], tuple[str, bool]],
) -> Iterator[ReleaseChange]:
    for slug in sorted(old.keys() | new.keys()):
        was, now = old.get(slug), new.get(slug)
        if now is None and was is not None:
            words, is_weaker = gone(was)
            yield ReleaseChange(was.kind, was.title, words, "", is_weaker)
        elif now is not None:
            words, is_weaker = appeared(now) if was is None else changed(was, now)
            if words:
                yield ReleaseChange(now.kind, now.title, words, now.path, is_weaker)


# --- Promises ---


def _new_promise(page: Commitment) -> tuple[str, bool]:
    return f"New promise: {page.target}.", False


def _gone_promise(page: Commitment) -> tuple[str, bool]:
    return "Weaker: we no longer promise this.", True


def _promise(
    was: Commitment, now: Commitment, calendars_before: Mapping[str, Any], calendars: Mapping[str, Any]
) -> tuple[str, bool]:
    """A promise is weaker if any part of it is."""
    parts: list[tuple[str, bool | None]] = []
    if was.target != now.target:
        parts.append(
            (f"the time is {now.target}, and was {was.target}", _WEAKER[target_effect(was.target, now.target)])
        )
    if was.objective != now.objective:
        share = f"we mean to keep {_percent(now)} of them, and it was {_percent(was)}"
        parts.append((share, now.objective < was.objective))
    if was.applies_to != now.applies_to:
        parts.append(("it covers other reports than before", _WEAKER[coverage_effect(was.applies_to, now.applies_to)]))
    if was.indicator != now.indicator:
        parts.append(("something else is measured", None))
    if was.calendar != now.calendar or _hours(was, calendars_before) != _hours(now, calendars):
        parts.append(("other hours count", None))
    if was.effective_from != now.effective_from:
        parts.append((f"it is made from {spoken_day(now.effective_from)} on", None))
    if was.remedy != now.remedy:
        parts.append((f"what they get when we miss it is now “{now.remedy}”", None))
    if not parts:
        return _new_words(was, now), False
    weaker = any(is_weaker for _, is_weaker in parts)
    stronger = not weaker and all(is_weaker is False for _, is_weaker in parts)
    said = "; ".join(words for words, _ in parts) + "."
    return f"{'Weaker' if weaker else 'Stronger' if stronger else 'Changed'}: {said}", weaker


def _hours(page: Commitment, calendars: Mapping[str, Any]) -> object:
    return calendars.get(page.calendar or "", {}).get("hours")


def _percent(page: Commitment) -> str:
    return f"{page.objective * 100:.4g} %"


# --- Limitations and policies ---


def _new_limitation(page: Limitation) -> tuple[str, bool]:
    return f"Weaker: from now on we accept this. Instead: {page.instead}", True


def _gone_limitation(page: Limitation) -> tuple[str, bool]:
    return "We no longer accept this: it is ours to mend.", False


def _limitation(was: Limitation, now: Limitation) -> tuple[str, bool]:
    if was.instead != now.instead:
        return f"What we offer instead is now: {now.instead}", False
    if was.workaround != now.workaround:
        return f"What they can do themselves is now: {now.workaround}", False
    return _new_words(was, now), False


def _new_policy(page: Policy) -> tuple[str, bool]:
    return f"New policy. {page.summary}", False


def _gone_policy(page: Policy) -> tuple[str, bool]:
    return "This policy is gone.", False


def _policy(was: Policy, now: Policy) -> tuple[str, bool]:
    return _new_words(was, now), False


def _new_words(was: Page, now: Page) -> str:
    """The first sentence that is new; empty where a reader would see no difference."""
    if was.title != now.title:
        return f"It was called “{was.title}”."
    if was.summary != now.summary:
        return f"It now says: {now.summary}"
    if was.body.text == now.body.text:
        return ""
    known = set(_sentences(was))
    new = next((sentence for sentence in _sentences(now) if sentence not in known), "")
    return f"It now says: {new}" if new else "Something was taken out. Read it again."


def _sentences(page: Page) -> list[str]:
    return [" ".join(sentence.split()) for sentence in _SENTENCE.split(page.body.text) if sentence.strip()]
