"""Files of content are mended whole or not at all, and shown; nothing is written for a look."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.upkeep.mend_content import mend_content
from tests.workplaces import write_content

TODAY = date(2026, 11, 22)
WRITTEN = "---\r\ntitle: Gifts  \r\nsummary: s\r\n---\r\n\r\nText"
MENDED = "---\ntitle: Gifts\nsummary: s\n---\n\nText\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_content(tmp_path)
    (tmp_path / "content/public/policies/gifts.md").write_bytes(WRITTEN.encode())
    (tmp_path / "content/public/policies/broken.md").write_text("---\ntitle: [Gifts\n---\n\nText ", "utf-8")
    return tmp_path


def test_a_look_shows_everything_and_writes_nothing_then_it_is_written_and_nothing_is_left(site: Path) -> None:
    gifts = site / "content/public/policies/gifts.md"
    gifts.chmod(0o640)
    before = {file: file.read_bytes() for file in site.rglob("*.*") if file.is_file()}
    seen = mend_content(site, TODAY, write=False)
    assert {file: file.read_bytes() for file in site.rglob("*.*") if file.is_file()} == before
    done = mend_content(site, TODAY, write=True)
    assert seen == done
    assert gifts.read_bytes() == MENDED.encode()
    assert gifts.stat().st_mode & 0o777 == 0o640
    mended = {each.source: each for each in done}
    assert not mended["content/public/policies/broken.md"].is_changed
    assert "-title: Gifts  \n+title: Gifts\n" in mended["content/public/policies/gifts.md"].diff
    assert [each.source for each in mend_content(site, TODAY, write=True) if each.is_changed] == []
    assert sorted(site.rglob("*.new")) == []


def test_a_file_that_somebody_saved_meanwhile_stays_as_they_saved_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gifts = site / "content/public/policies/gifts.md"
    copy = shutil.copymode

    def saved_meanwhile(source: Path, target: Path) -> None:
        gifts.write_text("theirs", "utf-8")
        copy(source, target)

    monkeypatch.setattr(shutil, "copymode", saved_meanwhile)
    with pytest.raises(PortalError, match="changed by somebody else"):
        mend_content(site, TODAY, write=True)
    assert gifts.read_text("utf-8") == "theirs"
    assert not [name for name in os.listdir(gifts.parent) if name.endswith(".new")]
