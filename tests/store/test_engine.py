"""The store keeps what it said it kept, and says plainly when it cannot."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, make_url, select, text
from sqlalchemy.exc import IntegrityError

from portal.errors import SchemaMismatch, SettingsError, StoreUnavailable
from portal.settings import Settings
from portal.store.engine import Store, open_store
from portal.store.sqlite import driver, journal_mode_for, sqlite_engine
from portal.store.tables import duties
from tests.store.rows import NOON

Open = Callable[[Settings], Store]

END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def count_duties(store: Store) -> int:
    with store.reading() as conn:
        return int(conn.execute(select(func.count()).select_from(duties)).scalar_one())


def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:

    def fail_at_the_last_step() -> None:
        with store.writing() as conn:
            for key in ("a", "b", "a"):
                conn.execute(insert(duties), {"key": key, "done_at": NOON})

    with pytest.raises(IntegrityError):
        fail_at_the_last_step()
    assert count_duties(store) == 0


def test_what_was_committed_is_there_for_another_process(store: Store, settings: Settings, opened: Open) -> None:
    with store.writing() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON})
    assert count_duties(opened(settings)) == 1


def test_instants_keep_their_microseconds_and_come_back_in_utc(store: Store) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=9, minutes=30)))
    with store.writing() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": there})
    with store.reading() as conn:
        back = conn.execute(select(duties.c.done_at)).scalar_one()
    assert back == NOON
    assert back.tzinfo is UTC


def test_instants_are_compared_as_instants(store: Store) -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with store.writing() as conn:
        rows = [{"key": str(n), "done_at": at + timedelta(microseconds=n)} for n in (-1, 0, 1)]
        conn.execute(insert(duties), rows)
    with store.reading() as conn:
        assert conn.scalars(select(duties.c.key).where(duties.c.done_at < at)).all() == ["-1"]
        assert conn.scalars(select(duties.c.key).where(duties.c.done_at > at)).all() == ["1"]


def test_a_naive_datetime_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="has no time zone"), store.writing() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON.replace(tzinfo=None)})
    assert count_duties(store) == 0


def test_writing_inside_reading_is_refused(store: Store) -> None:
    """It would be undone at the end, unseen."""
    with pytest.raises(StoreUnavailable, match="cannot be written"), store.reading() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON})
    with store.writing() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON})
    assert count_duties(store) == 1


def test_writing_inside_writing_is_refused(store: Store) -> None:
    with store.writing(), pytest.raises(RuntimeError, match="writing"), store.writing():
        pass
    with store.writing() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON})
    assert count_duties(store) == 1


def test_a_reader_sees_one_moment(store: Store) -> None:
    """What another thread commits meanwhile is seen by the next reader, not by this one."""
    with store.reading() as conn:
        before = conn.execute(select(func.count()).select_from(duties)).scalar_one()

        def write() -> None:
            with store.writing() as other:
                other.execute(insert(duties), {"key": "a", "done_at": NOON})

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert conn.execute(select(func.count()).select_from(duties)).scalar_one() == before == 0
    assert count_duties(store) == 1


def test_many_threads_of_two_processes_write_without_a_busy_error(
    store: Store, settings: Settings, opened: Open
) -> None:
    """Two stores on one database stand for two processes; each has four threads that write 25 times."""
    failures: list[Exception] = []

    def write(mine: Store, name: str) -> None:
        try:
            for number in range(25):
                with mine.writing() as conn:
                    conn.execute(insert(duties), {"key": f"{name} {number}", "done_at": NOON})
        except Exception as error:
            failures.append(error)

    stores = (store, opened(settings))
    threads = [
        threading.Thread(target=write, args=(mine, f"{process} {n}"))
        for process, mine in enumerate(stores)
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count_duties(store) == 200


def test_a_missing_table_asks_for_an_upgrade(empty_settings: Settings, opened: Open) -> None:
    with pytest.raises(SchemaMismatch, match="Run `portal upgrade`"), opened(empty_settings).reading() as conn:
        conn.execute(select(duties))


def test_a_fault_of_ours_is_not_called_an_outage(store: Store) -> None:
    with pytest.raises(Exception, match="syntax error") as raised, store.reading() as conn:
        conn.execute(text("SELEKT 1"))
    assert not isinstance(raised.value, StoreUnavailable)


def test_an_unreachable_postgresql_is_unavailable_and_its_password_stays_hidden(opened: Open) -> None:
    store = opened(Settings(database_url="postgresql://portal:hunter2@127.0.0.1:1/portal"))
    with (
        pytest.raises(StoreUnavailable, match=r"does not answer.*Check that PostgreSQL runs") as raised,
        store.writing(),
    ):
        pass
    assert "hunter2" not in str(raised.value)


def test_a_postgresql_that_ended_our_connections_is_used_again(
    postgresql_store: Store, postgresql_settings: Settings, opened: Open
) -> None:
    """As after its restart: the transaction under way fails and says so, and the next one goes through."""
    store = postgresql_store
    other = opened(postgresql_settings)

    def write_over_a_restart() -> None:
        with store.writing() as conn:
            conn.execute(insert(duties), {"key": "a", "done_at": NOON})
            with other.writing() as admin:
                admin.execute(END_OTHERS)
            conn.execute(insert(duties), {"key": "b", "done_at": NOON})

    with pytest.raises(StoreUnavailable, match="does not answer"):
        write_over_a_restart()
    assert count_duties(store) == 0


def test_a_read_only_sqlite_file_can_be_read_and_says_that_it_cannot_be_written(
    sqlite_store: Store, opened: Open
) -> None:
    store = opened(Settings(database_url=f"sqlite:///file:{sqlite_store.name}?mode=ro&uri=true"))
    assert count_duties(store) == 0
    refused = pytest.raises(StoreUnavailable, match=r"cannot be written.*Nothing was saved.*write the file")
    with refused, store.writing() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON})


def test_a_full_disk_loses_the_transaction_and_nothing_else(sqlite_store: Store) -> None:
    with sqlite_store.writing() as conn:
        conn.execute(insert(duties), {"key": "before", "done_at": NOON})

    def fill() -> None:
        with sqlite_store.writing() as conn:
            pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
            conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            conn.execute(insert(duties), [{"key": f"{n} {'x' * 1000}", "done_at": NOON} for n in range(1000)])

    with pytest.raises(StoreUnavailable, match=r"has no room left.*Free space"):
        fill()
    assert count_duties(sqlite_store) == 1


def test_a_database_held_by_another_process_says_so(
    sqlite_store: Store, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.store.sqlite.BUSY_TIMEOUT_S", 0.1)
    other = opened(Settings(database_url=f"sqlite:///{sqlite_store.name}"))
    with sqlite_store.writing(), pytest.raises(StoreUnavailable, match=r"is busy.*Try again"), other.writing():
        pass


def test_a_file_of_another_kind_is_not_taken_for_a_database(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "letter.txt").write_text("Dear database, " * 100)
    store = opened(Settings(database_url=f"sqlite:///{tmp_path}/letter.txt"))
    with pytest.raises(StoreUnavailable, match=r"is not a database.*Check database_url"), store.reading():
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "var").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"cannot be made.*Check database_url"):
        opened(Settings(site_dir=tmp_path))


def test_a_file_that_must_be_there_and_cannot_be_looked_at_is_named(tmp_path: Path) -> None:
    settings = Settings(site_dir=tmp_path, database_url=f"sqlite:///{'a' * 300}.db")
    with pytest.raises(StoreUnavailable, match=r"cannot be looked at: File name too long.*Check database_url"):
        open_store(settings, must_exist=True)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?uri=true"])
def test_a_database_in_memory_is_refused(url: str, opened: Open) -> None:
    with pytest.raises(SettingsError, match=r"would forget every report.*Allowed: a file"):
        opened(Settings(database_url=url))


@pytest.mark.parametrize("url", ["sqlite://var/portal.db", "postgresql://portal:hunter2@db:many/portal"])
def test_an_address_that_cannot_be_read_is_refused_without_repeating_its_password(
    url: str, tmp_path: Path, opened: Open
) -> None:
    with pytest.raises(SettingsError, match=r"cannot be read as a URL\. Allowed: a file, such as") as caught:
        opened(Settings(site_dir=tmp_path, database_url=url))
    assert "hunter2" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_relative_path_starts_at_the_site_folder_and_is_private(tmp_path: Path, opened: Open) -> None:
    store = opened(Settings(site_dir=tmp_path, database_url="sqlite:///some/where/portal.db"))
    file = tmp_path / "some" / "where" / "portal.db"
    assert store.name == str(file)
    assert file.stat().st_mode & 0o077 == 0


def test_sqlite_is_set_up_to_keep_every_commit(sqlite_store: Store) -> None:
    with sqlite_store.reading() as conn:
        found = {
            pragma: conn.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size")
        }
    mode = journal_mode_for(driver().sqlite_version_info).lower()
    assert found == {
        "journal_mode": mode,
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "mmap_size": 0,
    }


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 7, 0), "TRUNCATE"),
        ((3, 40, 1), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 4), "WAL"),
    ],
)
def test_versions_that_can_lose_a_commit_go_without_the_write_ahead_log(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode_for(version) == mode


def test_an_affected_sqlite_is_used_safely_and_the_operator_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if journal_mode_for(sqlite3.sqlite_version_info) == "WAL":
        pytest.skip("the system's SQLite is not affected")
    with caplog.at_level(logging.WARNING):
        store = Store(sqlite_engine(make_url("sqlite:///portal.db"), tmp_path, sqlite3), "portal.db")
        for _ in range(2):
            with store.reading() as conn:
                assert conn.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "truncate"
    store.close()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "SQLite 3.51.3 or the package pysqlite3" in caplog.text


def test_only_who_asks_for_it_writes_without_waiting_for_the_disk(settings: Settings, store: Store) -> None:
    hasty = open_store(settings, durable=False)
    asked = text("PRAGMA synchronous" if store.is_sqlite else "SHOW synchronous_commit")
    with hasty.writing() as conn:
        assert conn.execute(asked).scalar_one() in (0, "off")
    hasty.close()
    if store.is_sqlite:
        with store.writing() as conn:
            assert conn.execute(asked).scalar_one() == 2, "FULL"


def test_a_connection_that_could_not_write_is_not_used_again(sqlite_store: Store) -> None:
    """One that was opened while the disk could not be written stays read-only, whatever becomes of the disk."""

    def driver_connection() -> object:
        with sqlite_store.reading() as conn:
            return conn.connection.driver_connection

    before = driver_connection()
    assert driver_connection() is before
    with pytest.raises(StoreUnavailable, match="cannot be written"), sqlite_store.reading() as conn:
        conn.execute(insert(duties), {"key": "a", "done_at": NOON})
    assert driver_connection() is not before


def test_whoever_finds_every_connection_in_use_is_told_so(
    postgresql_settings: Settings, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.store.engine.POOL_TIMEOUT_S", 0.1)
    store = opened(postgresql_settings.model_copy(update={"threads": 1}))

    def take_all(taken: ExitStack) -> None:
        while True:
            taken.enter_context(store.reading())

    with ExitStack() as taken, pytest.raises(StoreUnavailable, match=r"every connection is in use\. Nothing was saved"):
        take_all(taken)
    assert count_duties(store) == 0


def test_a_postgresql_that_is_gone_without_a_word_is_given_up_in_seconds(postgresql_store: Store) -> None:
    """Otherwise every thread waits for it for a quarter of an hour, and the published pages with them."""
    with postgresql_store.reading() as conn:
        driver_connection: Any = conn.connection.driver_connection
        given = driver_connection.info.get_parameters()
    assert int(given["tcp_user_timeout"]) <= 30_000
    assert int(given["keepalives_idle"]) + 3 * int(given["keepalives_interval"]) <= 30
