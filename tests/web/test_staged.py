"""The name of a staged attachment travels with the page; nobody can make one up, and it lapses."""

from pathlib import Path

import pytest
from itsdangerous import TimestampSigner

from portal.reports.report import Attachment
from portal.settings import Settings
from portal.web.staged import StagedNames
from tests.workplaces import SECRET

FILE = Attachment("f" * 32, "täp.png", "image/png", 10)


@pytest.fixture
def names(tmp_path: Path) -> StagedNames:
    return StagedNames(SECRET, Settings(site_dir=tmp_path))


def test_a_name_comes_back_as_its_attachment(names: StagedNames) -> None:
    assert names.read(names.sign(FILE)) == FILE


def test_a_name_that_was_altered_or_made_elsewhere_is_none(names: StagedNames, tmp_path: Path) -> None:
    good = names.sign(FILE)
    elsewhere = StagedNames(SECRET + "x", Settings(site_dir=tmp_path)).sign(FILE)
    for text in ("", "x", good[:-1], "x" + good, elsewhere, good.replace(".", ""), "é\0"):
        assert names.read(text) is None


def test_a_name_lapses_with_its_file(names: StagedNames, monkeypatch: pytest.MonkeyPatch) -> None:
    good = names.sign(FILE)
    now_s = TimestampSigner("key").get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: now_s + 24 * 3600 + 5)
    assert names.read(good) is None
