"""What somebody is told of by mail: looked at, changed, and ended. Who ends it is forgotten at once. DESIGN §8."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.store import announcements, outbox, subscriptions
from portal.store.subscriptions import Subscriber

# Longer than anything is tried again (portal.notices.backoff).
_STILL_QUEUED = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Subscribed:
    """`asked_for` is what they are told of, by its address, and since when (UTC)."""

    address: str
    asked_for: Mapping[str, datetime]


def notice_key(announcement_id: int, subscriber_id: int) -> str:
    """Nobody is told of a publication twice."""
    return f"page_changes:{announcement_id}:{subscriber_id}"


def subscribed(workplace: Workplace, key: str) -> Subscribed | None:
    """All that is kept of whoever has this key; None once they have ended it."""
    with workplace.store.reading() as conn:
        subscriber = subscriptions.subscriber_by_key(conn, key)
        if subscriber is None:
            return None
        return Subscribed(subscriber.address, subscriptions.subscriptions_of(conn, subscriber.id))


def change_subscriptions(workplace: Workplace, key: str, wanted: Collection[str]) -> bool:
    """From now on they are told of `wanted`, which is not empty; False where they have ended it before."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        subscriber = subscriptions.subscriber_by_key(conn, key, lock=True)
        if subscriber is None:
            return False
        before = subscriptions.subscriptions_of(conn, subscriber.id)
        subscriptions.unsubscribe(conn, subscriber.id, [about for about in before if about not in wanted])
        subscriptions.subscribe(conn, subscriber.id, wanted, now)
    return True


def end_subscriptions(workplace: Workplace, key: str) -> None:
    """Ending it twice is ending it once."""
    with workplace.store.writing() as conn:
        subscriber = subscriptions.subscriber_by_key(conn, key, lock=True)
        if subscriber is not None:
            end_for(conn, workplace, subscriber)
    if subscriber is not None:
        workplace.store.empty_log()


def end_for(conn: Connection, workplace: Workplace, subscriber: Subscriber) -> None:
    """Nothing of them is kept, and nothing that waits is sent."""
    recent = announcements.announced_since(conn, workplace.now() - _STILL_QUEUED)
    outbox.mark_unwanted(conn, [notice_key(each, subscriber.id) for each in recent])
    subscriptions.forget_subscriber(conn, subscriber)
