"""A listing is of what is there: a file may go while somebody looks."""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from portal.library.file_listing import listing


class _Entries(nullcontext[None]):
    """The entries of a folder, from which one file goes once they are read."""

    def __init__(self, entries: list[os.DirEntry[str]], goes: Path) -> None:
        super().__init__()
        self._entries, self._goes = entries, goes

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        self._goes.unlink()
        return iter(self._entries)


def test_a_file_that_goes_meanwhile_is_not_in_the_listing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors lay files beside the one that is saved, for a moment."""
    page, spare = tmp_path / "page.md", tmp_path / "4913"
    page.write_text("A page.", "utf-8")
    spare.write_text("", "utf-8")
    with os.scandir(tmp_path) as stock, monkeypatch.context() as looking:
        entries = list(stock)
        looking.setattr(os, "scandir", lambda folder: _Entries(entries, spare))
        found = listing(tmp_path)
    assert [path for path, _ in found] == [str(page)]
