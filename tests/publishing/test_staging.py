"""What is staged is durable before it becomes live, and what is live already is not staged."""

import os
from pathlib import Path

import pytest

from portal.publishing.staging import Staging


@pytest.fixture
def live(tmp_path: Path) -> Path:
    (tmp_path / "live" / "a").mkdir(parents=True)
    (tmp_path / "live" / "a" / "index.html").write_bytes(b"as ever")
    return tmp_path / "live"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "staging").mkdir()
    return tmp_path / "staging"


def test_a_file_that_is_live_byte_for_byte_is_not_staged_and_keeps_its_time(live: Path, folder: Path) -> None:
    staging = Staging(folder, live)
    written = staging.write("a/index.html", b"as ever")
    assert (written.is_live, written.modified_ns) == (True, (live / "a" / "index.html").stat().st_mtime_ns)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("file", ["a/index.html", "b/index.html", "a/index.html/below"])
def test_a_file_that_is_not_live_as_it_is_now_is_staged(live: Path, folder: Path, file: str) -> None:
    staging = Staging(folder, live)
    assert staging.write(file, b"another").is_live is False
    assert Path(staging.path(file)).read_bytes() == b"another"


def test_what_is_live_by_way_of_a_link_is_staged(live: Path, folder: Path) -> None:
    (live / "a" / "index.html").rename(live / "elsewhere")
    (live / "a" / "index.html").symlink_to(live / "elsewhere")
    assert Staging(folder, live).write("a/index.html", b"as ever").is_live is False


def test_what_somebody_else_laid_there_is_taken_in_or_goes_where_it_is_live(live: Path, folder: Path) -> None:
    with Staging(folder, live) as staging:
        for file, content in (("a/index.html", b"as ever"), ("logo.png", b"new")):
            Path(staging.path(file)).write_bytes(content)
            staging.take(file)
    assert [staging.written[file].is_live for file in ("a/index.html", "logo.png")] == [True, False]
    assert [file.name for file in folder.iterdir()] == ["logo.png"]


def test_all_that_was_noted_is_on_the_disk_with_its_names_when_sync_returns(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        fsync(descriptor)
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))

    monkeypatch.setattr(os, "fsync", note)
    (tmp_path / "beside").write_bytes(b"1")
    with Staging(folder) as staging:
        staging.note({f"{number}.html": staging.write(f"{number}.html", b"words") for number in range(20)})
        staging.sync([str(tmp_path / "beside")])
        files = {str(folder / f"{number}.html") for number in range(20)}
        assert {*files, str(folder), str(tmp_path), str(tmp_path / "beside")} == set(synced)


def test_a_disk_that_fails_is_heard_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError("the disk is full")

    with Staging(folder) as staging:
        written = staging.write("a.html", b"words")
        monkeypatch.setattr(os, "fsync", fail)
        staging.note({"a.html": written})
        with pytest.raises(OSError, match="the disk is full"):
            staging.sync([])
