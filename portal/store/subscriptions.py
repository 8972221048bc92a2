"""Who is told by mail when public pages change: those who asked, those who confirmed it, and of what they are told.

An address stands in two tables only, and goes with the row: nothing of somebody who ended it is kept. DESIGN §8.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from portal.store.subscription_tables import subscribers, subscription_requests, subscriptions
from portal.store.tables import notices
from portal.store.upsert import insert_into

_REQUESTS = select(
    subscription_requests.c.id,
    subscription_requests.c.key,
    subscription_requests.c.address,
    subscription_requests.c.about,
    subscription_requests.c.language,
    subscription_requests.c.asked_at,
)
_REQUEST_BY_ID = _REQUESTS.where(subscription_requests.c.id == bindparam("id"))
_REQUEST_BY_KEY = _REQUESTS.where(subscription_requests.c.key == bindparam("key"))
_FORGET_REQUEST = delete(subscription_requests).where(subscription_requests.c.id == bindparam("of_id"))
_FORGET_REQUESTS = delete(subscription_requests).where(
    subscription_requests.c.address == bindparam("of_address"), subscription_requests.c.about == bindparam("of_about")
)
_FORGET_ADDRESS = delete(subscription_requests).where(subscription_requests.c.address == bindparam("of_address"))
_DISCARD = delete(subscription_requests).where(subscription_requests.c.asked_at < bindparam("before"))
_SUBSCRIBERS = select(subscribers.c.id, subscribers.c.key, subscribers.c.address)
_BY_ID = _SUBSCRIBERS.where(subscribers.c.id == bindparam("id"))
_BY_KEY = _SUBSCRIBERS.where(subscribers.c.key == bindparam("key"))
_OF_SUBSCRIBER = (
    select(subscriptions.c.about, subscriptions.c.since)
    .where(subscriptions.c.subscriber_id == bindparam("subscriber_id"))
    .order_by(subscriptions.c.since, subscriptions.c.about)
)
_REMOVE = delete(subscriptions).where(
    subscriptions.c.subscriber_id == bindparam("of_subscriber"),
    subscriptions.c.about.in_(bindparam("abouts", expanding=True)),
)
_END_SUBSCRIPTIONS = delete(subscriptions).where(subscriptions.c.subscriber_id == bindparam("of_subscriber"))
_END = delete(subscribers).where(subscribers.c.id == bindparam("of_subscriber"))
_TO_TELL = (
    select(subscriptions.c.subscriber_id)
    .where(
        subscriptions.c.about.in_(bindparam("abouts", expanding=True)),
        subscriptions.c.since < bindparam("changed_at"),
        subscriptions.c.subscriber_id > bindparam("after"),
    )
    .distinct()
    .order_by(subscriptions.c.subscriber_id)
    .limit(bindparam("limit"))
)
_NOTICE = select(notices.c.facts).where(
    notices.c.message_id.in_(bindparam("message_ids", expanding=True)),
    notices.c.message.in_(bindparam("messages", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class NewRequest:
    """Somebody asks to be told of `about` at `address`; `filling` is which filling-in of the form it came from, and
    `language` the one in which it spoke (BCP 47).
    """

    key: str
    filling: str
    address: str
    about: str
    language: str
    asked_at: datetime


class Request(NamedTuple):
    """A request that is not confirmed yet."""

    id: int
    key: str
    address: str
    about: str
    language: str
    asked_at: datetime


class Subscriber(NamedTuple):
    """`key` is what their private links are made of."""

    id: int
    key: str
    address: str


def keep_request(conn: Connection, request: NewRequest) -> int | None:
    """Its number; None where this filling-in of the form was kept before."""
    insertion = insert_into(conn, subscription_requests).on_conflict_do_nothing(index_elements=["filling"])
    row = conn.execute(insertion.returning(subscription_requests.c.id), asdict(request)).first()
    return None if row is None else int(row.id)


def request_by_id(conn: Connection, request_id: int) -> Request | None:
    row = conn.execute(_REQUEST_BY_ID, {"id": request_id}).one_or_none()
    return None if row is None else Request(*row)


def request_by_key(conn: Connection, key: str, *, lock: bool = False) -> Request | None:
    """With `lock` nobody else uses it up to the end of the transaction."""
    statement = _REQUEST_BY_KEY.with_for_update() if lock else _REQUEST_BY_KEY
    row = conn.execute(statement, {"key": key}).one_or_none()
    return None if row is None else Request(*row)


def forget_request(conn: Connection, request_id: int) -> None:
    conn.execute(_FORGET_REQUEST, {"of_id": request_id})


def forget_requests(conn: Connection, address: str, about: str) -> None:
    """Every request of the address for the same."""
    conn.execute(_FORGET_REQUESTS, {"of_address": address, "of_about": about})


def discard_requests(conn: Connection, before: datetime) -> int:
    """Forget those who asked before an instant and did not confirm; gives their number."""
    return conn.execute(_DISCARD, {"before": before}).rowcount


def keep_subscriber(conn: Connection, key: str, address: str, comparable: str) -> Subscriber:
    """Whoever has this address, with the key they had before; the row is theirs alone up to the end of the transaction.

    The address is kept as it was written last.
    """
    insertion = insert_into(conn, subscribers)
    keeping = insertion.on_conflict_do_update(
        index_elements=["comparable"], set_={"address": insertion.excluded.address}
    ).returning(subscribers.c.id, subscribers.c.key, subscribers.c.address)
    return Subscriber(*conn.execute(keeping, {"key": key, "address": address, "comparable": comparable}).one())


def subscriber_by_id(conn: Connection, subscriber_id: int, *, lock: bool = False) -> Subscriber | None:
    row = conn.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"id": subscriber_id}).one_or_none()
    return None if row is None else Subscriber(*row)


def subscriber_by_key(conn: Connection, key: str, *, lock: bool = False) -> Subscriber | None:
    """With `lock` nobody else changes or ends it up to the end of the transaction."""
    row = conn.execute(_BY_KEY.with_for_update() if lock else _BY_KEY, {"key": key}).one_or_none()
    return None if row is None else Subscriber(*row)


def subscriptions_of(conn: Connection, subscriber_id: int) -> Mapping[str, datetime]:
    """What they are told of, by address, and since when (UTC), the oldest first."""
    return {row.about: row.since for row in conn.execute(_OF_SUBSCRIBER, {"subscriber_id": subscriber_id})}


def subscribe(conn: Connection, subscriber_id: int, abouts: Iterable[str], since: datetime) -> None:
    """What they are told of already stays as it is."""
    rows = [{"subscriber_id": subscriber_id, "about": about, "since": since} for about in abouts]
    if rows:
        conn.execute(insert_into(conn, subscriptions).on_conflict_do_nothing(), rows)


def unsubscribe(conn: Connection, subscriber_id: int, abouts: Collection[str]) -> None:
    if abouts:
        conn.execute(_REMOVE, {"of_subscriber": subscriber_id, "abouts": list(abouts)})


def forget_subscriber(conn: Connection, subscriber: Subscriber) -> None:
    """All that we have of them, what they have not confirmed too."""
    conn.execute(_END_SUBSCRIPTIONS, {"of_subscriber": subscriber.id})
    conn.execute(_END, {"of_subscriber": subscriber.id})
    conn.execute(_FORGET_ADDRESS, {"of_address": subscriber.address})


def subscribers_to_tell(
    conn: Connection, abouts: Collection[str], changed_at: datetime, *, after: int, limit: int
) -> list[int]:
    """The next numbers after `after` of those who had asked for any of `abouts` before `changed_at` (UTC)."""
    values = {"abouts": list(abouts), "changed_at": changed_at, "after": after, "limit": limit}
    return list(conn.scalars(_TO_TELL, values))


def facts_of_notices(
    conn: Connection, message_ids: Collection[str], messages: Collection[str]
) -> list[Mapping[str, Any]]:
    """The facts of our notices of these messages that have one of the Message-IDs."""
    if not message_ids:
        return []
    return list(conn.scalars(_NOTICE, {"message_ids": list(message_ids), "messages": list(messages)}))
