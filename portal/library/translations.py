"""Pages in other languages: words alone. What clocks, lists and routing go by is said once, in the original.

A translation lies in the folder of its language, at the place of its original: `content/public/ar/topics/wrong-bill.md`
translates `content/public/topics/wrong-bill.md`.
"""

import json
from collections.abc import Mapping
from hashlib import sha256

from pydantic import BaseModel, Field

from portal.library.fields import Lines, Strict, Text
from portal.library.pages import Body, Commitment, Effects, FreePage, Limitation, Page, Policy, Topic


class PageWords(Strict):
    """What every translation has."""

    title: Text = Field(description="The page's title.")
    summary: Text = Field(description="One sentence that says what the page says.")
    translated_from: str = Field(
        default="",
        max_length=64,
        description="Which words of the original were translated: the mark that `portal check` tells. When they "
        "change, readers and `check` are told that the translation is older.",
    )
    draft: bool = Field(default=False, description="`true` keeps the translation out of the site.")
    translation_of: str | None = Field(
        default=None, description="The page it translates, as a .md path. The place of the file says so already."
    )

    # Filled in by the loader, never by an editor.
    source: str = Field(default="", json_schema_extra={"internal": True})
    is_outdated: bool = Field(default=False, json_schema_extra={"internal": True})
    body: Body = Field(default=Body(), json_schema_extra={"internal": True})


class FreePageWords(PageWords):
    """A free page in another language."""

    summary: str = Field(default="", description="One sentence that says what the page says.")


class PolicyWords(PageWords):
    """A policy in another language."""


class CommitmentWords(PageWords):
    """A promise in another language. Its time, hours and everything else that counts come from the original."""

    remedy: Text = Field(description="What the customer gets when we miss it.")


class ChoiceWords(PageWords):
    """What translations of topics and limitations share."""

    costs: Effects = Field(description="What the stance costs, by whom it concerns.")
    benefits: Effects = Field(description="What the stance brings, by whom it concerns.")
    prevent: Lines = Field(min_length=1, description="What is done so that it does not happen in the first place.")


class TopicWords(ChoiceWords):
    """A topic in another language."""

    says: Text = Field(description="The topic as a customer would say it.")


class LimitationWords(ChoiceWords):
    """A limitation in another language."""

    symptoms: Lines = Field(default=(), description="Words customers use for it in this language.")
    workaround: Text = Field(description="What the customer can do about it themselves.")
    instead: Text = Field(description="What we do offer in its place.")


WORDS: Mapping[type[Page], type[PageWords]] = {
    FreePage: FreePageWords,
    Policy: PolicyWords,
    Commitment: CommitmentWords,
    Topic: TopicWords,
    Limitation: LimitationWords,
}
"""What a translation of each kind of page may hold."""


class TranslatedPages(Strict):
    """The translations into one language; the slugs of their originals are the keys, sorted. Drafts are among them."""

    free: dict[str, FreePageWords] = {}
    commitments: dict[str, CommitmentWords] = {}
    limitations: dict[str, LimitationWords] = {}
    topics: dict[str, TopicWords] = {}
    policies: dict[str, PolicyWords] = {}


def word_fields(words: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a translation that stand in for those of its original."""
    own = {"translated_from", "draft", "translation_of", "source", "is_outdated", "body"}
    return tuple(name for name in words.model_fields if name not in own)


_SAID_IN_WORDS = {"target", "calendar"}


def mark_of(original: Page, text: str) -> str:
    """A short digest, in hexadecimal, of all that a translation of the page says: another one when any of it changes.

    The words of a promise name its time and its hours, so these are part of it. `text` is the original's Markdown; how
    its lines are broken makes no difference.
    """
    fields = (set(word_fields(WORDS[type(original)])) - {"symptoms"}) | _SAID_IN_WORDS
    said = [original.model_dump(mode="json", include=fields), text.split()]
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:8]
