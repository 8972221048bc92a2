"""What is known to be wrong right now, on the home page and on the page of its topic.

Frozen pages are read long after they were made, so every time stands there with its date, and whoever reads "the next
word comes by" can see as of when that was known.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.library.known_causes import KnownCause
from portal.library.pages import Topic
from portal.site.public_site import PublicSite


@dataclass(frozen=True, slots=True)
class CauseShown:
    """`topic` is None where its page is not live. `is_late` says that the next word was due and has not come."""

    sentence: str
    topic: Topic | None
    said_at: datetime
    due_at: datetime | None
    is_late: bool


def causes_shown(view: PublicSite, topic: Topic | None = None) -> tuple[CauseShown, ...]:
    """All of them, or those of one topic, the newest first."""
    return tuple(
        CauseShown(
            cause.sentence, view.pages.topics.get(cause.topic), cause.said_at, cause.due_at, _is_late(view, cause)
        )
        for cause in view.published.causes.causes
        if topic is None or cause.topic == topic.slug
    )


def cause_changes(everything: PublicSite, topic: Topic | None = None) -> tuple[datetime, ...]:
    """The instants (UTC) at which what is shown changes by itself: when a next word falls due."""
    return tuple(
        cause.due_at
        for cause in everything.published.causes.causes
        if cause.due_at and (topic is None or cause.topic == topic.slug)
    )


def _is_late(view: PublicSite, cause: KnownCause) -> bool:
    return cause.due_at is not None and view.at >= cause.due_at
