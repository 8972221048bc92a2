"""The mails to those who are told when public pages change. They are about no report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.notices.context import Context, RecipientKind


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change of a page in words. `links` are labels, each with its whole address; everybody may read these."""

    title: str
    day: str
    sentences: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSubscriber(Context):
    """`asked_for` is when they asked to be told, as in `when a promise changes and when a policy changes`."""

    recipient_kind: ClassVar[RecipientKind] = "customer"

    asked_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionAsked(ToSubscriber):
    """Somebody asked for mails to this address. `link` works once, until `works_until`."""

    works_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanges(ToSubscriber):
    """All that changed in one publication of what they asked for. `promises_less` is in how many of them.

    `more` changes are only counted here, and `everything` is the address that tells of them.
    """

    changes: tuple[ToldChange, ...]
    promises_less: int = 0
    more: int = 0
    everything: str = ""


SUBSCRIBER_MESSAGES: Mapping[str, type[ToSubscriber]] = {
    "subscription_asked": SubscriptionAsked,
    "page_changes": PageChanges,
}
