"""An answer is found by its key for as long as it counts, and one transaction at a time is at work on a key."""

from datetime import timedelta

from portal.store.engine import Store
from portal.store.idempotency import Answered, answered, discard_before, is_mine, keep_answer
from tests.store.rows import NOON, make_report

KEY, OTHER = "a" * 64, "b" * 64


def test_an_answer_is_found_by_its_key_and_gives_way_to_a_later_one(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        first, second = Answered("one", report_id, {"who": "Ådne"}), Answered("two", report_id, {})
        keep_answer(conn, KEY, first, NOON)
        assert answered(conn, KEY, NOON) == first
        assert answered(conn, KEY, NOON + timedelta(microseconds=1)) is None
        assert answered(conn, OTHER, NOON) is None
        keep_answer(conn, KEY, second, NOON + timedelta(days=1))
        assert answered(conn, KEY, NOON) == second


def test_what_was_kept_before_an_instant_is_forgotten(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        keep_answer(conn, KEY, Answered("one", report_id, {}), NOON)
        keep_answer(conn, OTHER, Answered("two", report_id, {}), NOON + timedelta(hours=1))
        assert discard_before(conn, NOON + timedelta(hours=1)) == 1
        assert answered(conn, KEY, NOON) is None
        assert answered(conn, OTHER, NOON) is not None


def test_a_key_belongs_to_one_transaction_until_it_ends(postgresql_store: Store) -> None:
    """SQLite has one writer at a time, so there nobody else can be at work."""
    with postgresql_store.engine.connect() as one, postgresql_store.engine.connect() as two:
        assert is_mine(one, KEY)
        assert is_mine(one, KEY)
        assert not is_mine(two, KEY)
        assert is_mine(two, OTHER)
        one.rollback()
        assert is_mine(two, KEY)
