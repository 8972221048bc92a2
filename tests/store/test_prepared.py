"""A prepared statement says and does what SQLAlchemy would, on each database, listened to or not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.exc import IntegrityError

from portal.errors import StoreUnavailable
from portal.settings import Settings
from portal.store.engine import Store
from portal.store.prepared import Prepared, rows_together, run_together
from portal.store.tables import duties
from tests.store.rows import NOON
from tests.store.test_glances import END_OTHERS

ADD = Prepared(insert(duties), given=("key", "done_at"))
SINCE = Prepared(
    select(duties.c.key, duties.c.done_at)
    .where(duties.c.done_at >= bindparam("since"), duties.c.key != "hidden")
    .order_by(duties.c.key),
    back=(duties.c.key, duties.c.done_at),
)
BACK = (duties.c.key, duties.c.done_at)
ONE = Prepared(select(*BACK).where(duties.c.key == bindparam("key")), back=BACK)
ROWS = [{"key": key, "done_at": NOON + timedelta(hours=hours)} for key, hours in (("a", 0), ("b", 1), ("hidden", 1))]


@pytest.fixture(params=[False, True], ids=["straight", "listened to"])
def listened(request: pytest.FixtureRequest, store: Store) -> list[str]:
    """The statements that a listener of the engine hears of; with one, all go the way that it can hear."""
    heard: list[str] = []

    def hear(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    if request.param:
        event.listen(store.engine, "before_cursor_execute", hear)
    return heard


def test_what_was_written_is_read_with_its_types(store: Store, listened: list[str]) -> None:
    with store.writing() as conn:
        ADD.run(conn, ROWS)
        ADD.run(conn, [])
    with store.reading() as conn:
        assert SINCE.rows(conn, {"since": NOON}) == [("a", NOON), ("b", NOON + timedelta(hours=1))]
        assert SINCE.rows(conn, {"since": NOON + timedelta(minutes=1)}) == [("b", NOON + timedelta(hours=1))]


def test_what_the_database_refuses_is_the_same_error_without_the_values(store: Store, listened: list[str]) -> None:
    with pytest.raises(IntegrityError) as raised, store.writing() as conn:
        ADD.run(conn, [*ROWS, ROWS[0]])
    assert raised.value.hide_parameters
    with store.reading() as conn:
        assert SINCE.rows(conn, {"since": NOON}) == []


def test_a_value_that_is_missing_is_not_made_up(sqlite_store: Store) -> None:
    with pytest.raises(KeyError, match="since"), sqlite_store.reading() as conn:
        SINCE.rows(conn, {})


def test_writing_inside_reading_is_refused(store: Store, listened: list[str]) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be written"), store.reading() as conn:
        ADD.run(conn, ROWS)


def test_what_goes_together_is_answered_each_by_itself_and_written_in_order(store: Store, listened: list[str]) -> None:
    with store.writing() as conn:
        run_together(conn, [(ADD, ROWS[:1]), (ADD, []), (ADD, ROWS[1:])])
        assert [found for [(found, _)] in rows_together(conn, [(ONE, {"key": "b"}), (ONE, {"key": "a"})])] == ["b", "a"]
        assert rows_together(conn, [(SINCE, {"since": NOON + timedelta(days=1)}), (ONE, {"key": "a"})]) == [
            [],
            [("a", NOON)],
        ]


def test_one_of_those_that_go_together_undoes_all_and_is_told_without_its_values(
    store: Store, listened: list[str]
) -> None:
    with pytest.raises(IntegrityError) as raised, store.writing() as conn:
        run_together(conn, [(ADD, ROWS[:2]), (ADD, ROWS[:1]), (ADD, ROWS[2:])])
    assert raised.value.hide_parameters
    with store.reading() as conn:
        assert SINCE.rows(conn, {"since": NOON}) == []


def test_a_server_that_is_gone_is_told_of_where_statements_go_together(
    postgresql_store: Store, postgresql_settings: Settings, opened: Callable[[Settings], Store]
) -> None:
    def write_over_a_restart() -> None:
        with postgresql_store.writing() as conn:
            run_together(conn, [(ADD, ROWS[:1])])
            with opened(postgresql_settings).writing() as admin:
                admin.execute(END_OTHERS)
            run_together(conn, [(ADD, ROWS[1:])])

    with pytest.raises(StoreUnavailable, match="does not answer"):
        write_over_a_restart()
    with postgresql_store.writing() as conn:
        run_together(conn, [(ADD, ROWS)])
