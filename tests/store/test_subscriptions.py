"""Who is to be told is found by what they asked for and since when, each once, a batch after the other."""

from datetime import UTC, datetime, timedelta

from portal.store.engine import Store
from portal.store.subscriptions import keep_subscriber, subscribe, subscribers_to_tell

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_each_is_found_once_in_order_and_only_who_asked_before(store: Store) -> None:
    with store.writing() as conn:
        numbers = []
        for number in range(4):
            address = f"reader{number}@example.org"
            subscriber = keep_subscriber(conn, f"key {number}", address, address)
            numbers.append(subscriber.id)
            subscribe(conn, subscriber.id, ["/policies/", "/what-changed/"], AT + timedelta(seconds=number))
        subscribe(conn, numbers[3], ["/topics/"], AT - timedelta(days=1))
        late = AT + timedelta(seconds=2)
        everything = {"/policies/", "/what-changed/", "/policies/refunds/"}
        assert subscribers_to_tell(conn, everything, late, after=0, limit=9) == numbers[:2]
        assert subscribers_to_tell(conn, everything, late, after=0, limit=1) == numbers[:1]
        assert subscribers_to_tell(conn, everything, late, after=numbers[0], limit=9) == numbers[1:2]
        assert subscribers_to_tell(conn, {"/topics/"}, AT, after=0, limit=9) == numbers[3:]
        assert subscribers_to_tell(conn, {"/about/"}, late, after=0, limit=9) == []
