"""Files of content are mended whole or not at all, and shown; nothing is written for a look."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.library.loader import Loaded, load_library
from portal.upkeep import mend_content as mending
from portal.upkeep.mend_content import Mended, mend_content
from tests.workplaces import write_content

TODAY = date(2026, 11, 22)
GIFTS = "content/public/policies/gifts.md"
SAVED_MEANWHILE = "left alone, because it was changed by somebody else meanwhile; run this again"
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
    done = {each.source: each for each in mend_content(site, TODAY, write=True)}
    assert done[GIFTS] == Mended(GIFTS, (SAVED_MEANWHILE,), "", is_changed=False)
    assert gifts.read_text("utf-8") == "theirs"
    assert not [name for name in os.listdir(gifts.parent) if name.endswith(".new")]


def test_a_file_with_a_link_to_mend_that_was_saved_after_it_was_looked_at_is_left_alone(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gifts = site / GIFTS
    gifts.write_text("---\ntitle: Gifts\nsummary: s\n---\n\nSee [them](refunds.html).\n", "utf-8")
    saved = "---\ntitle: Gifts\nsummary: s\n---\n\nNew words before. See [them](refunds.html).\n"

    def load_and_save(*given: Any) -> Loaded:
        loaded = load_library(*given)
        gifts.write_text(saved, "utf-8")
        return loaded

    monkeypatch.setattr(mending, "load_library", load_and_save)
    done = {each.source: each for each in mend_content(site, TODAY, write=True)}
    assert done[GIFTS] == Mended(GIFTS, (SAVED_MEANWHILE,), "", is_changed=False)
    assert gifts.read_text("utf-8") == saved


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to somebody else")
def test_a_file_of_another_user_stays_theirs_or_is_left_alone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gifts = site / GIFTS
    os.chown(gifts, 12345, 23456)
    with monkeypatch.context() as as_somebody:
        as_somebody.setattr(os, "chown", may_not)
        done = {each.source: each for each in mend_content(site, TODAY, write=True)}
    assert "belongs to another user or group" in done[GIFTS].what[0]
    assert (done[GIFTS].is_changed, gifts.read_bytes()) == (False, WRITTEN.encode())
    mend_content(site, TODAY, write=True)
    assert (gifts.stat().st_uid, gifts.stat().st_gid, gifts.read_bytes()) == (12345, 23456, MENDED.encode())
    assert sorted(site.rglob("*.new")) == []


def may_not(*_: object) -> None:
    raise PermissionError
