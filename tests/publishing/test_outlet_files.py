"""What lies in an outlet is the same whether it was looked into or asked for file by file."""

import os
import random
from pathlib import Path

import pytest

from portal.publishing.outlet_files import OutletFiles, look, look_after, look_again

_LONG_AGO_NS = 1_000_000_000_250_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "build"
    for name in ("index.html", "a/index.html", "a/b/index.html", "c/index.html"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    return root


def _again(root: Path, before: OutletFiles, unsure: tuple[str, ...] = ()) -> OutletFiles | None:
    return look_again(str(root), before.files, before.folders, unsure)


def test_what_was_left_alone_is_found_as_it_was(root: Path) -> None:
    before = look(str(root))
    assert set(before.folders) == {"", "a", "a/b", "c"}
    assert _again(root, before, tuple(before.folders)) == before


def test_an_empty_outlet_can_be_asked_for(tmp_path: Path) -> None:
    nothing = look(str(tmp_path / "nowhere"))
    assert (nothing.files, nothing.folders) == ({}, {})
    assert _again(tmp_path / "nowhere", nothing) == nothing


@pytest.mark.parametrize("seed", range(5))
def test_after_files_came_changed_and_went_the_rest_need_not_be_looked_at(seed: int, root: Path) -> None:
    dice, there = random.Random(seed), look(str(root))
    for _ in range(6):
        name = dice.choice(["index.html", "a/index.html", "a/b/index.html", "c/index.html", "d/e/f.html", "a/b/c/d"])
        file = root / name
        deleted = file.exists() and dice.random() < 0.5
        if deleted:
            file.unlink()
            for folder in file.parents:
                if folder != root and folder.is_relative_to(root) and not any(folder.iterdir()):
                    folder.rmdir()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(str(dice.random()), "utf-8")
        there = look_after(str(root), there, () if deleted else (name,), (name,) if deleted else ())
        assert there == look(str(root))


def test_a_name_laid_into_a_folder_within_a_tick_of_the_clock_is_noticed(root: Path) -> None:
    for folder in ("", "a", "a/b"):
        os.utime(root / folder, ns=(_LONG_AGO_NS, _LONG_AGO_NS))
    before = look(str(root))
    unsure = before.unsure(max(max(seen[2:]) for seen in before.folders.values()))
    assert "c" in unsure
    (root / "c" / "new.html").write_text("new", "utf-8")
    os.utime(root / "c", ns=(_LONG_AGO_NS, before.folders["c"][2]))
    assert _again(root, before, unsure) is None


def test_a_file_that_went_is_noticed(root: Path) -> None:
    before = look(str(root))
    (root / "a" / "b" / "index.html").unlink()
    assert _again(root, before) is None
