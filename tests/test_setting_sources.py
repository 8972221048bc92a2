"""A setting from a file that the environment names, as containers and systemd hand secrets over."""

from pathlib import Path

import pytest

from portal.errors import SettingsError
from portal.setting_sources import settings_told
from portal.settings import load_settings

KEY = "k" * 40


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_setting_can_stand_in_a_file_of_its_own(tmp_path: Path, ending: str) -> None:
    (tmp_path / "key").write_bytes(f"{KEY}{ending}".encode())
    (tmp_path / "portal.toml").write_text('secret = "in the file of settings it is not looked for, being second"\n')
    assert load_settings(tmp_path, {"PORTAL_SECRET_FILE": str(tmp_path / "key")}).secret == KEY


def test_an_empty_file_is_an_empty_setting(tmp_path: Path) -> None:
    (tmp_path / "password").touch()
    assert load_settings(tmp_path, {"PORTAL_SMTP_PASSWORD_FILE": str(tmp_path / "password")}).smtp_password == ""


def test_a_list_stands_one_to_a_line(tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("slack://a\nslack://b\n")
    urls = load_settings(tmp_path, {"PORTAL_APPRISE_URLS_FILE": str(tmp_path / "urls")}).apprise_urls
    assert urls == ("slack://a", "slack://b")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named_with_why_and_never_quoted(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"PORTAL_SECRET_FILE names the file .*key, which cannot be read"):
        load_settings(tmp_path, {"PORTAL_SECRET_FILE": str(file)})


def test_a_setting_given_in_both_ways_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    with pytest.raises(SettingsError, match="PORTAL_SECRET and PORTAL_SECRET_FILE are both set"):
        load_settings(tmp_path, {"PORTAL_SECRET": KEY, "PORTAL_SECRET_FILE": str(tmp_path / "key")})


def test_a_wrong_value_in_a_file_names_the_variable_that_named_it(tmp_path: Path) -> None:
    (tmp_path / "port").write_text("eighty")
    with pytest.raises(SettingsError, match=r"port = 'eighty' \(from PORTAL_PORT_FILE\)"):
        load_settings(tmp_path, {"PORTAL_PORT_FILE": str(tmp_path / "port")})


def test_what_settings_are_made_from_is_another_when_any_of_it_is(tmp_path: Path) -> None:
    file, key = tmp_path / "portal.toml", tmp_path / "key"
    key.write_text(KEY)
    environ = {"PORTAL_PORT": "1", "PORTAL_SECRET_FILE": str(key), "HOME": "/root"}
    told = [settings_told(file, environ), settings_told(file, {**environ, "PORTAL_PORT": "2"})]
    key.write_text(KEY[::-1] + "l")
    told.append(settings_told(file, environ))
    file.write_text("port = 3\n")
    told.append(settings_told(file, environ))
    assert len(set(told)) == len(told)
    assert settings_told(file, {**environ, "HOME": "/home/ada"}) == told[-1]
    assert settings_told(file, {"PORTAL_SECRET_FILE": str(tmp_path / "gone")}) == ""
