"""A new file appears whole, over nothing, and leaves no other behind."""

import os
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.upkeep.new_page import write_new


def no_second_names(*_: object) -> None:
    raise PermissionError(1, "not permitted")


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_is_written_once(tmp_path: Path, has_links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", no_second_names)
    file = tmp_path / "new" / "page.md"
    write_new(file, "first")
    with pytest.raises(PortalError, match="is there already, and stays as it is"):
        write_new(file, "second")
    assert file.read_text("utf-8") == "first"
    assert os.listdir(file.parent) == ["page.md"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("a file")
    with pytest.raises(PortalError, match="cannot be written"):
        write_new(tmp_path / "new" / "page.md", "first")
