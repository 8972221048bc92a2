"""The verbs of an operator say what they did and what to do next, and end with a code that a script can go by."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.acts.sign_in_mail import VALID_MINUTES
from portal.cli.ended_in_order import ENDED_BY_SIGTERM
from portal.cli.main import portal
from portal.library.release import release_of, write_release
from portal.secret import secret_of
from portal.settings import Settings
from portal.store.engine import open_store
from portal.store.schema import create_if_empty
from portal.upkeep import backup as backing_up
from tests.workplaces import BUILT_AT, Clock, reported, small_library, workplace_on

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site folder with a key and one report of Ada's."""
    folder = tmp_path_factory.mktemp("operated")
    settings = Settings(site_dir=folder)
    write_release(release_of(small_library(), BUILT_AT), settings.release_file)
    secret_of(settings)
    store = open_store(settings)
    create_if_empty(store)
    reported(workplace_on(store, settings, Clock()))
    store.close()
    return folder


@pytest.fixture
def run(site: Path) -> Run:
    def verb(*words: str, at: Path = site, **settings: str) -> Result:
        environ = {f"PORTAL_{name.upper()}": value for name, value in settings.items()}
        return CliRunner().invoke(portal, [*words[:1], "--site", str(at), *words[1:]], env=environ)

    return verb


def test_a_backup_says_what_is_in_it_and_a_restore_what_comes_next(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "monday.zip"
    made = run("backup", str(file))
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("1 reports (")
    assert "Tried: it was restored into a scratch place" in made.stdout
    assert "is there already" in str(run("backup", str(file)).exception)
    kept_elsewhere = run("backup", str(tmp_path / "other.zip"), "--untried", secret="k" * 40)
    assert "The key is not in it" in kept_elsewhere.stderr
    there = tmp_path / "there"
    there.mkdir()
    restored = run("restore", str(file), at=there)
    assert restored.exit_code == 0, restored.output
    assert restored.stdout.endswith(
        "Next: portal build, portal recompute (it should find no differences), portal run.\n"
    )


def test_a_backup_that_is_told_to_end_leaves_no_copy_of_what_people_wrote(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(backing_up, "try_backup", lambda *_: signal.raise_signal(signal.SIGTERM))
    assert run("backup", str(tmp_path / "monday.zip")).exit_code == ENDED_BY_SIGTERM
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_move_names_both_ends_of_it_and_never_a_password(run: Run, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'moved.db'}"
    moved = run("migrate-store", "sqlite:///var/portal.db", target)
    assert moved.exit_code == 0, moved.output
    assert f"are in {tmp_path / 'moved.db'}, each as it was." in moved.stdout
    assert "1 reports" in moved.stdout
    same = run("migrate-store", "sqlite:///var/portal.db")
    assert "are the same database" in str(same.exception)


@pytest.mark.parametrize(
    "verb",
    [
        ("doctor",),
        ("backup", "kept.zip"),
        ("verify", "--store"),
        ("recompute",),
        ("export-person", "ada@example.org"),
        ("forget",),
        ("migrate-store", "sqlite:///var/portall.db", "sqlite:///var/moved.db"),
    ],
)
def test_what_is_asked_of_a_mistyped_database_says_that_there_is_none_and_makes_none(
    run: Run, site: Path, verb: tuple[str, ...]
) -> None:
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}
    done = run(*verb, database_url="sqlite:///var/portall.db")
    assert done.exit_code == 1
    assert f"There is no database file {site / 'var' / 'portall.db'}" in f"{done.output}{done.exception}"
    assert {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()} == before


def test_in_a_folder_that_is_no_portal_nothing_is_made(run: Run, tmp_path: Path) -> None:
    for verb in ("forget", "recompute"):
        assert "There is no database file" in str(run(verb, at=tmp_path).exception)
    assert not [*tmp_path.iterdir()]


def test_the_doctor_ends_with_1_for_a_problem_and_speaks_json(run: Run) -> None:
    found = run("doctor", "--format", "json")
    assert found.exit_code == 1
    said = json.loads(found.stdout)
    assert said["well"] is False
    assert "delivery" in {each["about"] for each in said["findings"] if each["state"] == "problem"}
    text = run("doctor")
    assert "MEND  delivery: Nobody does the timed duties" in text.stdout
    assert "      Start `portal deliver`" in text.stdout


def test_a_link_to_sign_in_is_all_that_stands_on_standard_output(run: Run) -> None:
    made = run("sign-in-link", "ruth@riverside.example", public_url="https://help.riverside.example", carrier="null")
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("https://help.riverside.example/desk/sign-in/")
    assert made.stdout.count("\n") == 1
    assert f"It signs in Ruth, once, within {VALID_MINUTES} minutes" in made.stderr
    assert "nobody can sign in by" in str(run("sign-in-link", "eve@example.org").exception)


def test_a_new_key_says_to_start_again_and_earlier_ones_can_be_forgotten(run: Run, site: Path) -> None:
    before = (site / "var" / "secret").read_text()
    assert "Start every process again now" in run("rotate-secret").stdout
    assert (site / "var" / "earlier-secrets").read_text().split() == [before.strip()]
    assert run("rotate-secret", "--forget-earlier").stdout.startswith("1 earlier key deleted.")
    assert run("rotate-secret", "--forget-earlier").stdout == "There was no earlier key.\n"


def test_what_is_due_to_go_is_counted_and_nothing_goes(run: Run) -> None:
    told = run("forget", "--dry-run", keep_closed_days="30")
    assert told.exit_code == 0, told.output
    assert "closed reports: 0 from before" in told.stdout
    assert "originals of mails: kept until somebody erases them, since keep_originals_days is 0." in told.stdout
    assert told.stdout.endswith("Nothing was changed.\n")


def test_all_that_is_held_on_somebody_is_one_new_file_of_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ada.json"
    done = run("export-person", "ada@example.org", str(file))
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["reports"][0]["contact"]["name"] == "Ada"
    assert run("export-person", "ada@example.org", str(file)).exit_code == 2
    nowhere = run("export-person", "ada@example.org", str(tmp_path / "none" / "ada.json"))
    assert nowhere.exit_code == 2
    assert "It cannot be written: No such file or directory." in nowhere.stderr
    assert run("export-person", "eve@example.org").exit_code == 1
