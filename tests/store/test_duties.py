"""A duty is done once."""

import threading

import pytest

from portal.store.duties import claim_duty, is_done
from portal.store.engine import Store
from tests.store.rows import NOON


def test_of_many_that_claim_a_duty_at_once_one_gets_it(store: Store) -> None:
    claims: list[bool] = []

    def work() -> None:
        with store.writing() as conn:
            claims.append(claim_duty(conn, "hand over mira 2026-11-23", NOON))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claims) == [False] * 7 + [True]


def test_a_duty_whose_transaction_failed_can_be_claimed_again(store: Store) -> None:
    def fail() -> None:
        with store.writing() as conn:
            assert claim_duty(conn, "a", NOON)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        fail()
    with store.writing() as conn:
        assert claim_duty(conn, "a", NOON)
        assert claim_duty(conn, "b", NOON)
        assert not claim_duty(conn, "a", NOON)
    with store.reading() as conn:
        assert [is_done(conn, key) for key in "abc"] == [True, True, False]
