"""Lays out the sites of tests/broken_content: a small right one, and one fault a folder over it."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

FOLDERS = Path(__file__).parent.parent / "broken_content"
BASE = FOLDERS / "_base"
TODAY = date(2026, 11, 22)

FAULTS = tuple(sorted(folder for folder in FOLDERS.iterdir() if (folder / "expected.txt").is_file()))


def lay_out(site: Path, faults: Iterable[Path] = ()) -> Path:
    """The right site with the files of each fault laid over it, and those it names in removed.txt taken away."""
    shutil.copytree(BASE, site)
    for fault in faults:
        if (fault / "content").is_dir():
            shutil.copytree(fault / "content", site / "content", dirs_exist_ok=True)
        for removed in removed_by(fault):
            (site / removed).unlink()
    return site


def removed_by(fault: Path) -> list[str]:
    file = fault / "removed.txt"
    return file.read_text("utf-8").split() if file.is_file() else []


def expected(fault: Path) -> list[str]:
    return (fault / "expected.txt").read_text("utf-8").splitlines()


def touched_by(fault: Path) -> set[str]:
    files = {file.relative_to(fault).as_posix() for file in fault.rglob("content/**/*") if file.is_file()}
    return files | set(removed_by(fault))
