"""A backup holds all of one moment, is tried before it counts, and becomes the same portal; a bad one does nothing."""

import errno
import io
import json
import os
import shutil
import threading
import zipfile
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from portal.acts.hold_report import hold
from portal.acts.uploads import stage
from portal.acts.workplace import Workplace
from portal.errors import BackupError, StoreError
from portal.reports.held import HeldFor
from portal.settings import Settings
from portal.store.engine import Store, open_store
from portal.upkeep import backup as backing_up
from portal.upkeep import restore as restoring
from portal.upkeep.backup import Made, make_backup
from portal.upkeep.backup_file import copy_file
from portal.upkeep.restore import restore
from tests.workplaces import NOON, Clock, reported, rows, submission, workplace_on, write_content

Open = Callable[[Settings], Store]
KEY = "k" * 64


@pytest.fixture
def lived_in(sqlite_workplace: Workplace) -> Workplace:
    return filled(sqlite_workplace)


@pytest.fixture(scope="module")
def sound_backup(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of such a folder, made once, to be copied."""
    settings = Settings(site_dir=tmp_path_factory.mktemp("backed-up"))
    settings.make_var_dir()
    shutil.copy(migrated_sqlite, settings.var_dir / "portal.db")
    store = open_store(settings)
    file = tmp_path_factory.mktemp("backups") / "backup.zip"
    make_backup(settings, filled(workplace_on(store, settings, Clock())).store, file, NOON, tried=False)
    store.close()
    return file


@pytest.fixture
def file(sound_backup: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound_backup, tmp_path / "backup.zip"))


def filled(sqlite_workplace: Workplace) -> Workplace:
    """A whole site folder, with a report that has an attachment, an original of a mail and a key."""
    site = sqlite_workplace.settings.site_dir
    write_content(site)
    (site / "var" / "secret").write_text(KEY)
    (site / "var" / "inbound" / "kept").mkdir(parents=True)
    (site / "var" / "inbound" / "kept" / "a.eml").write_bytes(b"Subject: dry\r\n\r\nThe tap.")
    (site / "var" / "inbound" / ".b.eml.1234.part").write_bytes(b"half")
    file = stage(sqlite_workplace, "note.txt", io.BytesIO(b"It drips."))
    reported(sqlite_workplace, attachments=(file,))
    return sqlite_workplace


def backed_up(workplace: Workplace, file: Path, *, tried: bool = True) -> Made:
    return make_backup(workplace.settings, workplace.store, file, workplace.now(), tried=tried)


def rewritten(file: Path, name: str, octets: bytes) -> None:
    """The same ZIP with another member, as if a disk had changed it unseen."""
    with zipfile.ZipFile(file) as old:
        members = {entry: old.read(entry) for entry in old.namelist()}
    with zipfile.ZipFile(file, "w") as new:
        for entry, said in (members | {name: octets}).items():
            new.writestr(entry, said)


def test_a_backup_becomes_the_same_portal_on_sqlite_and_on_postgresql(
    lived_in: Workplace, tmp_path: Path, empty_settings: Settings, opened: Open
) -> None:
    file = tmp_path / "backup.zip"
    made = backed_up(lived_in, file)
    assert (made.reports, made.missing, made.key_in_settings) == (1, (), False)
    assert file.stat().st_mode & 0o077 == 0
    site = tmp_path / "new"
    there = empty_settings.model_copy(update={"site_dir": site})
    done = restore(there, file)
    assert (done.left, done.steps, done.key_is_another) == ((), (), False)
    assert rows(opened(there)) == rows(lived_in.store)
    here = lived_in.settings.site_dir
    kept = [path.relative_to(here) for path in here.rglob("*") if path.is_file() and path.parent != tmp_path]
    for path in kept:
        if path.name.startswith((".", "portal.db")) or path.parts[0] == "new":
            continue
        assert (site / path).read_bytes() == (here / path).read_bytes(), path
    assert (site / "var" / "secret").stat().st_mode & 0o077 == 0
    assert not list(site.rglob("*.part"))


@pytest.mark.audit
def test_what_comes_in_while_a_backup_is_made_is_whole_or_not_in_it(workplace: Workplace, tmp_path: Path) -> None:
    """Four at once go on reporting; each backup made meanwhile is restored by its trial."""
    stop = threading.Event()
    faults: list[BaseException] = []

    def go_on() -> None:
        try:
            while not stop.is_set():
                reported(workplace)
        except BaseException as error:
            faults.append(error)

    writers = [threading.Thread(target=go_on) for _ in range(4)]
    for writer in writers:
        writer.start()
    try:
        counts = [backed_up(workplace, tmp_path / f"{number}.zip").reports for number in range(2)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert faults == []
    assert counts == sorted(counts)
    assert len(rows(workplace.store)["reports"]) >= counts[-1]


def test_a_file_that_is_there_is_not_overwritten(lived_in: Workplace, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("the one of yesterday")
    with pytest.raises(BackupError, match="is there already"):
        backed_up(lived_in, file)
    assert file.read_text() == "the one of yesterday"


def test_an_attachment_that_is_not_on_the_disk_is_named_also_of_what_is_held(
    lived_in: Workplace, tmp_path: Path
) -> None:
    file = stage(lived_in, "held.txt", io.BytesIO(b"It is held."))
    hold(lived_in, submission(lived_in, attachments=(file,)), HeldFor.CROWD, lambda _: None)
    [row] = rows(lived_in.store)["attachments"]
    for each in (row.id, file.id):
        (lived_in.settings.attachments_dir / each).unlink()
    assert set(backed_up(lived_in, tmp_path / "backup.zip", tried=False).missing) == {row.id, file.id}


def test_a_backup_that_cannot_be_restored_is_not_kept(
    lived_in: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(shape: object, *given: object) -> list[bytes]:
        return []

    monkeypatch.setattr(backing_up, "lines_in", lambda archive, shape: iter(()))
    with pytest.raises(BackupError, match="was tried and could not be restored"):
        backed_up(lived_in, tmp_path / "backup.zip")
    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]


def test_a_file_whose_name_no_other_machine_could_read_is_named(lived_in: Workplace, tmp_path: Path) -> None:
    static = lived_in.settings.site_dir / "static"
    static.mkdir()
    (static / os.fsdecode(b"gr\xf6sse.png")).write_bytes(b"a picture")
    with pytest.raises(BackupError, match=r"'static/gr.*sse\.png'.* Rename it"):
        backed_up(lived_in, tmp_path / "backup.zip", tried=False)
    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]


def test_a_damaged_database_is_not_backed_up(lived_in: Workplace, tmp_path: Path) -> None:
    lived_in.store.empty_log()
    lived_in.store.close()
    database = lived_in.settings.var_dir / "portal.db"
    octets = bytearray(database.read_bytes())
    # A page of a table, far from the header.
    octets[8 * 4096 : 9 * 4096] = b"\xff" * 4096
    database.write_bytes(octets)
    with pytest.raises(StoreError, match="damaged"):
        backed_up(lived_in, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-5000]), "cannot be restored|no backup"),
        (lambda file: file.write_bytes(b"nothing of the kind"), "cannot be restored"),
        (lambda file: rewritten(file, "tables/reports.jsonl", b""), "reports.jsonl is not as it was"),
        (lambda file: rewritten(file, "tables/reports.jsonl", b"[1]\n"), "reports.jsonl is not as it was"),
        (lambda file: rewritten(file, "files/var/secret", b"x" * 64), "var/secret is not as it was"),
        (lambda file: rewritten(file, "backup.json", b'{"format": 2}'), "later version"),
        (lambda file: rewritten(file, "backup.json", b"[]"), "no backup of Forthright"),
    ],
)
def test_a_spoiled_backup_changes_nothing(
    file: Path, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    site = tmp_path / "new"
    spoil(file)
    site.mkdir()
    with pytest.raises(BackupError, match=said):
        restore(Settings(site_dir=site), file)
    assert list(site.rglob("*")) == []


@pytest.mark.parametrize("name", ["../outside", "var/../../outside", "/etc/outside", "build/index.html", "var"])
def test_a_backup_writes_nowhere_but_where_a_portal_lies(file: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(file) as archive:
        contents = json.loads(archive.read("backup.json"))
    contents["files"][name] = contents["files"]["var/secret"]
    rewritten(file, "backup.json", json.dumps(contents).encode())
    with pytest.raises(BackupError, match="no backup of Forthright"):
        restore(Settings(site_dir=tmp_path / "new"), file)


def test_a_database_that_is_not_empty_and_another_key_are_left_as_they_are(
    lived_in: Workplace, file: Path, tmp_path: Path
) -> None:
    before = rows(lived_in.store)
    with pytest.raises(StoreError, match="is not empty"):
        restore(lived_in.settings, file)
    assert rows(lived_in.store) == before
    other = tmp_path / "other"
    (other / "var").mkdir(parents=True)
    (other / "var" / "secret").write_text("y" * 64)
    with pytest.raises(BackupError, match="another key"):
        restore(Settings(site_dir=other), file)
    assert not (other / "content").exists()


def test_what_is_in_the_folder_stays_and_is_named(file: Path, tmp_path: Path) -> None:
    site = tmp_path / "new"
    (site / "content").mkdir(parents=True)
    (site / "content" / "site.yml").write_text("mine")
    done = restore(Settings(site_dir=site), file)
    assert done.left == ("content",)
    assert [path.name for path in (site / "content").rglob("*")] == ["site.yml"]
    assert (site / "content" / "site.yml").read_text() == "mine"


def test_a_restore_that_was_broken_off_is_finished_by_the_next_one(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, laid = tmp_path / "new", count()
    with zipfile.ZipFile(file) as archive:
        contents = json.loads(archive.read("backup.json"))["files"]
    of_content = {name: kept["sha256"] for name, kept in contents.items() if name.startswith("content/")}

    def full(archive: zipfile.ZipFile, name: str, *given: Any) -> None:
        if name.startswith("content/") and next(laid) == len(of_content) // 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        copy_file(archive, name, *given)

    with monkeypatch.context() as small_disk:
        small_disk.setattr(restoring, "copy_file", full)
        with pytest.raises(BackupError, match="No space left"):
            restore(Settings(site_dir=site), file)
    (site / "content" / ".site.yml.0a1b2c3d.part").write_text("what a kill leaves behind")
    assert restore(Settings(site_dir=site), file).left == ()
    assert {name: sha256((site / name).read_bytes()).hexdigest() for name in of_content} == of_content


def test_only_its_owner_looks_into_what_is_restored(file: Path, tmp_path: Path) -> None:
    site = tmp_path / "new"
    restore(Settings(site_dir=site), file)
    assert (site / "var").stat().st_mode & 0o077 == 0


def test_the_settings_of_the_backup_say_into_which_database(lived_in: Workplace, tmp_path: Path) -> None:
    site = tmp_path / "new"
    (lived_in.settings.site_dir / "portal.toml").write_text('database_url = "sqlite:///var/another.db"\n')
    file = tmp_path / "backup.zip"
    backed_up(lived_in, file, tried=False)
    site.mkdir()
    assert restore(Settings(site_dir=site), file).database == str(site / "var" / "another.db")
