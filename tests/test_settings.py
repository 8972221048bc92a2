"""A wrong setting stops the start and names setting, value and what is allowed."""

from pathlib import Path

import pytest

from portal.errors import SettingsError
from portal.setting_values import is_loopback
from portal.settings import load_settings


def test_defaults_need_no_file(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert (settings.port, settings.carrier, settings.service_url) == (8000, "folder", "http://127.0.0.1:8000")
    assert settings.is_private
    assert settings.mail_folder_is_shown


def test_no_key_and_no_password_stands_in_what_a_log_may_show_of_them(tmp_path: Path) -> None:
    secret_ones = ("secret", "smtp_password", "oidc_client_secret", "earlier_secrets")
    environ = {f"PORTAL_{name.upper()}": "hidden" * 8 for name in secret_ones}
    environ |= {"PORTAL_DATABASE_URL": "postgresql://us:hidden@here/db", "PORTAL_APPRISE_URLS": "slack://hidden/x"}
    assert "hidden" not in repr(load_settings(tmp_path, environ))


def test_the_command_line_wins_over_the_environment_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "portal.toml").write_text("port = 1000\nthreads = 3\nsmtp_port = 2525\n")
    settings = load_settings(tmp_path, {"PORTAL_PORT": "2000", "PORTAL_THREADS": "4"}, port=3000)
    assert (settings.port, settings.threads, settings.smtp_port) == (3000, 4, 2525)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORTAL_PORT", "eighty", "port = 'eighty' (from PORTAL_PORT) cannot be used. Allowed: a valid integer"),
        ("PORTAL_PORT", "70000", "less than or equal to 65535"),
        (
            "PORTAL_CARRIER",
            "pigeon",
            "carrier = 'pigeon' (from PORTAL_CARRIER) cannot be used. Allowed: 'folder', 'console'",
        ),
        ("PORTAL_DATABASE_URL", "mysql://x/y", "begins with sqlite:/// or postgresql://"),
        ("PORTAL_MAIL_FROM", "a@b.example, c@d.example", "exactly one mail address"),
        ("PORTAL_PUBLIC_URL", "help.example.org", "a web address such as https://help.example.org"),
        ("PORTAL_LIMITS", "maybe", "'on' or 'off'"),
        ("PORTAL_COLOUR", "red", "colour (from PORTAL_COLOUR) is not a setting"),
        ("PORTAL_SECRET", "short", "secret is too short"),
    ],
)
def test_each_wrong_value_is_named_with_what_is_allowed(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, {name: value})
    assert said in str(caught.value)


def test_all_wrong_settings_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, {"PORTAL_PORT": "x", "PORTAL_THREADS": "0"})
    assert len(str(caught.value).splitlines()) == 2


def test_a_secret_value_is_never_repeated(tmp_path: Path) -> None:
    for setting, value in (("SECRET", "hunter2"), ("DATABASE_URL", "mysql://portal:hunter2@db.example/portal")):
        with pytest.raises(SettingsError) as caught:
            load_settings(tmp_path, {f"PORTAL_{setting}": value})
        assert "hunter2" not in str(caught.value)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "portal.toml").write_text("port = = 1")
    with pytest.raises(SettingsError, match=r"portal\.toml cannot be read"):
        load_settings(tmp_path, {})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "help.example.org"])
def test_limits_off_and_the_mail_folder_are_refused_where_others_can_reach_them(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match="limits = 'off' is refused"):
        load_settings(tmp_path, {"PORTAL_LIMITS": "off", "PORTAL_CARRIER": "smtp"}, host=host)
    with pytest.raises(SettingsError, match="everybody could read the mails"):
        load_settings(tmp_path, {}, host=host)
    load_settings(tmp_path, {"PORTAL_CARRIER": "smtp"}, host=host)


def test_a_public_address_behind_a_proxy_counts_as_public(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="everybody could read the mails"):
        load_settings(tmp_path, {"PORTAL_PUBLIC_URL": "https://help.example.org"})


@pytest.mark.parametrize(
    ("host", "private"), [("127.0.0.9", True), ("::1", True), ("localhost", True), ("8.8.8.8", False)]
)
def test_only_loopback_is_private(host: str, private: bool) -> None:
    assert is_loopback(host) is private
