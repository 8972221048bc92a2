"""A store moves from SQLite to PostgreSQL and back: each row arrives as it was, or nothing does."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.reports.search_words import read_sought
from portal.settings import Settings
from portal.store import schema
from portal.store.carrying import last_numbers
from portal.store.engine import Store
from portal.store.search import find_reports
from portal.store.table_rows import row_lines, table_shapes
from portal.store.tables import notices
from portal.store.team_promise_tables import skill_trainings
from portal.upkeep.migrate_store import migrate_store
from tests.conftest import PostgresServer
from tests.workplaces import SECRET, Clock, reported, rows, workplace_on

Open = Callable[[Settings], Store]
WORDS = "Wasser läuft – 水が出ない – 🙂 \\ ' \" \t\nnext line"


@pytest.fixture
def lived_in(sqlite_store: Store, sqlite_settings: Settings, clock: Clock) -> Workplace:
    """Two reports with a story, odd characters, a day, and a notice that goes with a later one."""
    workplace = workplace_on(sqlite_store, sqlite_settings, clock)
    first, _ = reported(workplace, what_happened=WORDS), reported(workplace, topic="wrong-bill")
    clock.now += timedelta(microseconds=1)
    answer(workplace, first.id, "mira", "one filling", "Somebody is on the way.")
    with sqlite_store.writing() as conn:
        trained = {"person": "mira", "skill": "valves", "last_day": date(2027, 3, 1), "noted_at": clock.now}
        conn.execute(insert(skill_trainings).values(trained))
        ids = conn.execute(select(notices.c.id).order_by(notices.c.id)).scalars().all()
        conn.execute(update(notices).where(notices.c.id == ids[0]).values(gathered_into=ids[-1]))
    return workplace


@pytest.fixture
def empty_postgresql(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Settings]:
    yield Settings(site_dir=tmp_path / "other", database_url=postgres_server.create("moved"))
    postgres_server.drop("moved")


def everything(store: Store) -> dict[str, list[bytes]]:
    with store.reading() as conn:
        return {
            shape.name: sorted(line for lines in row_lines(conn, shape) for line in lines)
            for shape in table_shapes(conn)
        }


def test_a_store_goes_to_postgresql_and_back_with_every_row_and_is_used_there(
    lived_in: Workplace, empty_postgresql: Settings, opened: Open, tmp_path: Path, clock: Clock
) -> None:
    moved = opened(empty_postgresql)
    done = migrate_store(lived_in.store, moved)
    assert (done.rows["reports"], done.steps) == (2, ())
    assert rows(moved) == rows(lived_in.store)
    schema.require_current(moved)
    there = Workplace(moved, lived_in.settings, SECRET, lived_in.in_force, clock)
    newest = reported(there)
    assert newest.id == 3
    with moved.reading() as conn:
        sought = read_sought("läuft")
        assert sought is not None
        assert find_reports(conn, sought, limit=5) == [1]
    back = opened(Settings(site_dir=tmp_path / "back"))
    migrate_store(moved, back)
    assert everything(back) == everything(moved)
    with back.reading() as conn, moved.reading() as theirs:
        assert last_numbers(conn) == last_numbers(theirs)
        assert find_reports(conn, sought, limit=5) == [1]


def test_no_number_of_a_row_that_is_gone_is_given_again(
    sqlite_store: Store, opened: Open, tmp_path: Path, empty_settings: Settings
) -> None:
    """A table that never gave one may stand there with 0."""
    with sqlite_store.writing() as conn:
        conn.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('reports', 41), ('notices', 0)")
    moved = opened(empty_settings.model_copy(update={"site_dir": tmp_path / "other"}))
    migrate_store(sqlite_store, moved)
    with moved.reading() as conn:
        assert last_numbers(conn) == {"reports": 41}


def test_a_number_of_a_table_that_stands_empty_is_not_given_again(
    sqlite_store: Store, opened: Open, tmp_path: Path
) -> None:
    with sqlite_store.writing() as conn:
        numbers = dict.fromkeys(("reports", "notices", "skill_trainings", "timeline"), 41)
        conn.exec_driver_sql("DELETE FROM sqlite_sequence")
        for name in numbers:
            conn.exec_driver_sql(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', 41)")
    moved = opened(Settings(site_dir=tmp_path / "other"))
    migrate_store(sqlite_store, moved)
    with moved.reading() as conn:
        found = conn.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    assert sorted((row.name, row.seq) for row in found if row.name in numbers) == sorted(numbers.items())


def test_a_database_with_tables_is_left_as_it_is(lived_in: Workplace, store: Store) -> None:
    before = rows(store)
    with pytest.raises(StoreError, match="is not empty"):
        migrate_store(lived_in.store, store)
    assert rows(store) == before


def file_another(workplace: Workplace) -> None:
    reported(workplace)


def mark_as_sent(workplace: Workplace) -> None:
    with workplace.store.writing() as conn:
        conn.execute(update(notices).values(state="sent"))


@pytest.mark.parametrize("written", [file_another, mark_as_sent])
def test_what_is_written_meanwhile_stops_the_move_and_nothing_is_there(
    written: Callable[[Workplace], None],
    lived_in: Workplace,
    opened: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A row that becomes another as well: a notice that was sent must not go once more, nor words come back."""
    moved = opened(Settings(site_dir=tmp_path / "other"))
    finish = schema.finish

    def while_it_moves(*given: object) -> tuple[str, ...]:
        written(lived_in)
        return finish(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(schema, "finish", while_it_moves)
    with pytest.raises(StoreError, match=r"wrote to .* meanwhile"):
        migrate_store(lived_in.store, moved)
    assert schema.version_of(moved) is None


def test_an_older_schema_is_brought_to_ours_on_its_way(opened: Open, tmp_path: Path) -> None:
    old = opened(Settings(site_dir=tmp_path / "old"))
    with old.writing(foreign_keys=False) as conn:
        schema.make_version(conn, old, "0002")
        conn.exec_driver_sql("INSERT INTO duties (key, done_at) VALUES ('once', '2026-11-22 09:00:00.000000')")
    moved = opened(Settings(site_dir=tmp_path / "new"))
    done = migrate_store(old, moved)
    assert done.steps[0].startswith("0003 ")
    schema.require_current(moved)
    assert len(rows(moved)["duties"]) == 1
