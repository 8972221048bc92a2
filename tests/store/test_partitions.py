"""A database divided by deploy/postgresql-partitions.sql is one that the portal works on as before. docs/scale.md.

- what was there stays, and what follows goes to the parts made ahead, or, when these are full, to the part beyond
- a story still refuses to be rewritten, and a foreign key what it points at
- run again, it divides nothing twice and makes the parts that are missing
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import exc, text

from portal.acts.answer import answer
from portal.acts.erase import erase
from portal.acts.recompute import recompute
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.reports.search_words import read_sought
from portal.reports.timeline import Kind
from portal.settings import Settings
from portal.store import schema, search
from portal.store.engine import Store
from portal.upkeep.backup import make_backup
from portal.upkeep.migrate_store import migrate_store
from tests.workplaces import Clock, clocks_on, filling, kinds, reported, story, workplace_on

SCRIPT = Path(__file__).parents[2] / "deploy" / "postgresql-partitions.sql"
_SMALL = "SET LOCAL forthright.reports_a_part = 2; SET LOCAL forthright.parts_ahead = {ahead};"
_ITS_FUNCTIONS = "pg_temp.said, pg_temp.foreign_keys, pg_temp.divide, pg_temp.guard, pg_temp.divide_all"
_PARTS = """
    SELECT part.relname, pg_get_expr(part.relpartbound, part.oid) AS bounds FROM pg_inherits
    JOIN pg_class part ON part.oid = inhrelid WHERE inhparent = CAST(:large AS regclass) ORDER BY part.oid
"""


def divide(store: Store, ahead: int = 2) -> None:
    with store.writing() as conn:
        raw = conn.connection.driver_connection
        assert raw is not None
        raw.execute(f"DROP FUNCTION IF EXISTS {_ITS_FUNCTIONS}")
        raw.execute(_SMALL.format(ahead=ahead) + SCRIPT.read_text("utf-8"))


def parts(store: Store, large: str) -> dict[str, str]:
    with store.reading() as conn:
        return {row.relname: row.bounds for row in conn.execute(text(_PARTS), {"large": large})}


def rows_in(store: Store, part: str) -> int:
    with store.reading() as conn:
        return int(conn.scalar(text(f"SELECT count(*) FROM {part}")) or 0)


@pytest.fixture
def before(postgresql_settings: Settings, opened: Callable[[Settings], Store], clock: Clock) -> Workplace:
    return workplace_on(opened(postgresql_settings), postgresql_settings, clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def worked_on(workplace: Workplace, clock: Clock, **changes: str) -> Report:
    report = reported(workplace, **changes)
    clock.pass_by(minutes=5)
    answer(workplace, report.id, "mira", filling(), "I look at the valve now.")
    return report


def test_reports_go_on_where_they_were_and_new_ones_go_to_the_parts_ahead(before: Workplace, clock: Clock) -> None:
    first = worked_on(before, clock, what_happened="The kitchen tap is dry.")
    divide(before.store)
    later = [worked_on(before, clock, what_happened=f"The tap of flat {number} is dry.") for number in range(6)]
    for report in (first, *later):
        assert kinds(before, report)[0] is Kind.RECEIVED
        assert clocks_on(before, report)["first_response"].stopped_at is not None
    assert rows_in(before.store, "contacts_before") == 1
    assert rows_in(before.store, "contacts_from_2") == 2
    assert rows_in(before.store, "contacts_from_4") == 2
    assert rows_in(before.store, "contacts_beyond") == 2
    sought = read_sought("tap flat 3")
    assert sought is not None
    with before.store.reading() as conn:
        assert search.find_reports(conn, sought, limit=10) == [later[3].id]
    erase(before, later[0].id)
    assert "flat 0" not in str(story(before, later[0]))
    assert not [found for found in recompute(before) if found.differences]


def test_a_story_still_refuses_to_be_rewritten_and_keys_still_hold(before: Workplace, clock: Clock) -> None:
    divide(before.store)
    report = worked_on(before, clock)
    for statement, refusal in {
        f"UPDATE timeline SET kind = 'noted' WHERE report_id = {report.id}": exc.DBAPIError,
        f"DELETE FROM timeline WHERE report_id = {report.id}": exc.DBAPIError,
        "DELETE FROM timeline_before": exc.DBAPIError,
        "DELETE FROM timeline_from_20": exc.DBAPIError,
        "TRUNCATE timeline_beyond": exc.DBAPIError,
        "INSERT INTO texts VALUES (999999, 'answer', 'Nobody wrote this.')": exc.IntegrityError,
        f"INSERT INTO contacts VALUES ({report.id}, 'none', '', '')": exc.IntegrityError,
        f"INSERT INTO clocks SELECT * FROM clocks WHERE report_id = {report.id}": exc.IntegrityError,
    }.items():
        with pytest.raises(refusal), before.store.writing() as conn:
            conn.execute(text(statement))


def test_it_is_backed_up_and_moves_as_before(
    before: Workplace, clock: Clock, opened: Callable[[Settings], Store], tmp_path: Path
) -> None:
    first = worked_on(before, clock)
    divide(before.store)
    later = worked_on(before, clock)
    made = make_backup(before.settings, before.store, tmp_path / "backup.zip", clock())
    assert made.reports == 2
    moved = opened(Settings(site_dir=tmp_path / "moved"))
    migrate_store(before.store, moved)
    there = replace(before, store=moved)
    for report in (first, later):
        assert story(there, report) == story(before, report)


def test_run_again_it_makes_only_the_parts_that_are_missing(before: Workplace) -> None:
    divide(before.store)
    once = parts(before.store, "timeline")
    assert list(once) == ["timeline_before", "timeline_beyond", "timeline_from_20", "timeline_from_40"]
    divide(before.store, ahead=3)
    assert parts(before.store, "timeline") == once | {"timeline_from_60": "FOR VALUES FROM ('60') TO ('80')"}
    schema.require_current(before.store)


def test_every_index_key_and_trigger_has_its_name_and_its_meaning_after_it(before: Workplace) -> None:
    shown = text("""
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conparentid = 0 AND conrelid::regclass::text !~ '_(before|beyond|from_)'
        UNION SELECT tablename, indexname, replace(indexdef, 'ON ONLY', 'ON') FROM pg_indexes
        WHERE schemaname = 'public' AND tablename !~ '_(before|beyond|from_)'
        UNION SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid::regclass::text !~ '_(before|beyond|from_)'
        ORDER BY 1, 2, 3
    """)
    with before.store.reading() as conn:
        as_migrated = conn.execute(shown).all()
    divide(before.store)
    with before.store.reading() as conn:
        assert conn.execute(shown).all() == as_migrated
