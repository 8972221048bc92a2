"""A connection that died while it lay idle is replaced before anybody meets it."""

import time
from collections.abc import Callable

import pytest

from portal.settings import Settings
from portal.store import live_connections
from portal.store.duties import claim_duty
from portal.store.engine import Store
from tests.store.rows import NOON
from tests.store.test_glances import END_OTHERS


def test_all_that_lay_idle_over_a_restart_are_replaced_unseen(
    postgresql_store: Store, postgresql_settings: Settings, opened: Callable[[Settings], Store]
) -> None:
    with postgresql_store.reading(), postgresql_store.writing() as conn:
        claim_duty(conn, "before", NOON)
    with opened(postgresql_settings).writing() as admin:
        admin.execute(END_OTHERS)
    time.sleep(live_connections.IDLE_S)
    with postgresql_store.reading(), postgresql_store.writing() as conn:
        assert not claim_duty(conn, "before", NOON)


@pytest.mark.parametrize(("idle_s", "asked"), [(0.0, True), (3600.0, False)])
def test_whether_it_lives_is_asked_of_one_that_lay_idle_alone(
    postgresql_store: Store, monkeypatch: pytest.MonkeyPatch, idle_s: float, asked: bool
) -> None:
    with postgresql_store.writing():
        pass
    asks: list[object] = []
    monkeypatch.setattr(live_connections, "IDLE_S", idle_s)
    monkeypatch.setattr(postgresql_store.engine.dialect, "do_ping", asks.append)
    with postgresql_store.writing():
        pass
    assert bool(asks) is asked
