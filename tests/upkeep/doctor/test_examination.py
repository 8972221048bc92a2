"""The doctor finds what is wrong before a customer does, says what to do, and changes nothing."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.acts.workplace import Workplace
from portal.library.release import release_of, write_release
from portal.settings import Settings
from portal.store import duties
from portal.store.server_clock import server_clock
from portal.store.tables import notices
from portal.upkeep.doctor import portal
from portal.upkeep.doctor.examination import examine
from portal.upkeep.doctor.finding import Finding, State
from portal.upkeep.doctor.machine import examine_machine
from portal.upkeep.doctor.portal import examine_portal
from tests.workplaces import Clock, publish, reported, rows, small_library, without_shifts

PUBLIC = {"public_url": "https://help.riverside.example", "carrier": "smtp", "mail_from": "help@riverside.example"}
Usage = namedtuple("Usage", "total used free")


def at_work(workplace: Workplace) -> Workplace:
    """Somebody does the duties."""
    with workplace.store.writing() as conn:
        duties.claim_duty(conn, "a duty", workplace.now())
    return workplace


def findings(workplace: Workplace) -> list[Finding]:
    return list(examine_portal(workplace.settings, workplace.now()))


def of(found: list[Finding], state: State) -> dict[str, str]:
    return {finding.about: finding.said for finding in found if finding.state is state}


def test_a_portal_at_work_has_no_problem_on_either_database(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal, "server_clock", lambda conn: server_clock(conn) and workplace.now())
    at_work(workplace)
    before = rows(workplace.store)
    found = findings(workplace)
    assert of(found, State.PROBLEM) == {}
    assert {"database", "clock", "delivery", "release"} <= of(found, State.WELL).keys()
    assert rows(workplace.store) == before


def test_a_database_whose_clock_shows_another_time_is_a_problem(workplace: Workplace) -> None:
    """The clock of the tests is months away from that of a real PostgreSQL; SQLite has none."""
    found = of(findings(at_work(workplace)), State.PROBLEM)
    assert ("clock" in found) == (not workplace.store.is_sqlite)


def test_nobody_waits_for_whoever_reads_what_it_says(sqlite_workplace: Workplace) -> None:
    said = examine_portal(sqlite_workplace.settings, sqlite_workplace.now())
    assert next(said).about == "database"
    reported(sqlite_workplace)
    assert list(said)


def test_an_older_schema_ends_with_the_way_to_upgrade(sqlite_workplace: Workplace) -> None:
    with sqlite_workplace.store.writing() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    (found,) = findings(sqlite_workplace)
    assert (found.about, found.state, found.remedy) == ("schema", State.PROBLEM, "Run: portal upgrade")


def test_a_database_that_does_not_answer_is_a_problem_and_no_trace(tmp_path: Path) -> None:
    settings = Settings(site_dir=tmp_path, database_url="postgresql://nobody:hidden@127.0.0.1:1/none")
    (found,) = list(examine_portal(settings, Clock().now))
    assert (found.about, found.state) == ("database", State.PROBLEM)
    assert "hidden" not in found.said


def test_it_tells_of_notices_that_do_not_leave_and_of_duties_that_nobody_does(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    at_work(sqlite_workplace)
    reported(sqlite_workplace)
    with sqlite_workplace.store.writing() as conn:
        first = conn.execute(notices.select().order_by(notices.c.id)).first()
        assert first is not None
        conn.execute(update(notices).where(notices.c.id == first.id).values(state="failed"))
    clock.pass_by(hours=3)
    found = findings(sqlite_workplace)
    said = [finding.said for finding in found if finding.about == "delivery"]
    assert "Nobody does the timed duties" in said[0]
    assert "1 notices are due and not sent, one of them since 12:00 UTC" in said[1]
    assert "given up" in said[2]


def test_a_clock_that_was_set_back_is_a_problem(sqlite_workplace: Workplace, clock: Clock) -> None:
    at_work(sqlite_workplace)
    reported(sqlite_workplace)
    clock.pass_by(hours=-1)
    assert "which is yet to come" in of(findings(sqlite_workplace), State.PROBLEM)["clock"]


def test_hours_with_nobody_there_and_another_release_are_told(sqlite_workplace: Workplace, clock: Clock) -> None:
    at_work(sqlite_workplace)
    publish(sqlite_workplace, without_shifts(small_library()))
    write_release(release_of(small_library(), clock.pass_by(days=1)), sqlite_workplace.settings.release_file)
    before = rows(sqlite_workplace.store)
    clock.pass_by(days=-1)
    warned = of(findings(sqlite_workplace), State.WARNING)
    assert "another than var/release.json" in warned["release"]
    assert rows(sqlite_workplace.store) == before
    assert "lines, Mon 23 Nov 08:00 to 18:00" in warned["roster"]


def test_nothing_published_names_the_verb(sqlite_settings: Settings) -> None:
    found = list(examine_portal(sqlite_settings, Clock().now))
    assert found[-1].remedy == "Run: portal build"


@pytest.mark.parametrize(
    ("changes", "about", "said"),
    [
        ({"public_url": "http://help.riverside.example", "carrier": "null"}, "settings", "can be read on their way"),
        ({**PUBLIC, "carrier": "null"}, "settings", "no notice reaches anybody"),
        ({**PUBLIC, "smtp_port": 1}, "mail", "cannot be used"),
        ({**PUBLIC, "smtp_port": 1, "mail_from": "reports@localhost"}, "mail", "most mail servers refuse"),
        ({**PUBLIC, "smtp_host": "mail.riverside.example", "smtp_user": "help"}, "mail", "would send the password"),
    ],
)
def test_settings_that_cannot_work_are_problems(
    tmp_path: Path, changes: dict[str, object], about: str, said: str
) -> None:
    settings = Settings.model_validate({"site_dir": tmp_path, "secret": "s" * 40, **changes})
    problems = [found for found in examine_machine(settings) if found.state is State.PROBLEM]
    first = next(found for found in problems if found.about == about)
    assert said in first.said
    assert all(found.remedy for found in problems)


def test_what_others_of_the_machine_may_read_is_named(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir(mode=0o755)
    (var / "secret").write_text("k" * 40)
    (var / "secret").chmod(0o644)
    (tmp_path / "portal.toml").write_text('# smtp_password = "no"\nsecret = ""\nport = 1\n')
    (tmp_path / "portal.toml").chmod(0o644)
    (found,) = [each for each in examine_machine(Settings(site_dir=tmp_path)) if each.about == "permissions"]
    assert found.remedy == f"Run: chmod go= {var} {var / 'secret'}"
    (tmp_path / "portal.toml").write_text('smtp_password = "yes"\n')
    (found,) = [each for each in examine_machine(Settings(site_dir=tmp_path)) if each.about == "permissions"]
    assert str(tmp_path / "portal.toml") in found.said


@pytest.mark.parametrize(("free", "state"), [(10**8, State.PROBLEM), (10**9, State.WARNING), (10**10, State.WELL)])
def test_a_disk_without_room_is_told_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free))
    found = [each for each in examine_machine(Settings(site_dir=tmp_path)) if each.about == "disk"]
    assert [each.state for each in found] == [state]


def test_it_looks_at_everything(sqlite_workplace: Workplace) -> None:
    about = [found.about for found in examine(at_work(sqlite_workplace).settings, sqlite_workplace.now())]
    assert set(about) == {
        "settings", "secret", "permissions", "disk", "database", "clock", "delivery", "release", "calendars", "roster",
    }  # fmt: skip
