"""The key behind private links is made once, and every process reads the same one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.errors import SettingsError
from portal.secret import secret_of
from portal.settings import Settings


def test_twenty_starts_at_once_agree_on_one_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    settings = Settings(site_dir=tmp_path)
    with ThreadPoolExecutor(20) as pool:
        keys = set(pool.map(lambda _: secret_of(settings), range(20)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    assert (tmp_path / "var/secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret"]


def test_the_setting_wins_over_the_file(tmp_path: Path) -> None:
    assert secret_of(Settings(site_dir=tmp_path, secret="k" * 40)) == "k" * 40
    assert not (tmp_path / "var").exists()


def test_an_emptied_file_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var/secret").write_text("")
    with pytest.raises(SettingsError, match="Delete it"):
        secret_of(Settings(site_dir=tmp_path))
