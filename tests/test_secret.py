"""The key behind private links is made once, and every process reads the same one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.errors import SettingsError
from portal.secret import EARLIER, earlier_secrets_of, forget_earlier_secrets, renew_secret, secret_of
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


def test_a_new_key_keeps_every_one_before_it_the_newest_first(tmp_path: Path) -> None:
    settings = Settings(site_dir=tmp_path)
    keys = [secret_of(settings)]
    for _ in range(2):
        renew_secret(settings)
        keys.insert(0, secret_of(settings))
    assert len(set(keys)) == 3
    assert earlier_secrets_of(settings) == tuple(keys[1:])
    assert {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "var").iterdir()} == {
        "secret": 0o600,
        EARLIER: 0o600,
    }
    assert forget_earlier_secrets(settings) == 2
    assert earlier_secrets_of(settings) == ()


def test_earlier_keys_of_the_setting_come_first_and_each_once(tmp_path: Path) -> None:
    settings = Settings(site_dir=tmp_path, secret="n" * 40, earlier_secrets=("o" * 40, "n" * 40, "o" * 40))
    assert earlier_secrets_of(settings) == ("o" * 40,)


def test_a_key_of_the_setting_is_not_changed_here_and_it_says_how(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="put the present one first in earlier_secrets"):
        renew_secret(Settings(site_dir=tmp_path, secret="k" * 40))
    assert not (tmp_path / "var").exists()
