"""The settings choose the carrier, and what could not work is refused at the start."""

from pathlib import Path

import pytest

from portal.errors import SettingsError
from portal.notices.carriers.apprise import AppriseCarrier
from portal.notices.carriers.choice import carrier_of
from portal.notices.carriers.console import ConsoleCarrier
from portal.notices.carriers.folder import FolderCarrier
from portal.notices.carriers.null import NullCarrier
from portal.notices.carriers.smtp import SmtpCarrier
from portal.settings import Settings


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("folder", FolderCarrier),
        ("console", ConsoleCarrier),
        ("smtp", SmtpCarrier),
        ("apprise", AppriseCarrier),
        ("null", NullCarrier),
    ],
)
def test_each_name_has_its_carrier(name: str, kind: type) -> None:
    settings = Settings.model_validate({"carrier": name, "apprise_urls": ("json://localhost/",)})
    assert isinstance(carrier_of(settings), kind)


def test_the_folder_lies_in_the_site(tmp_path: Path) -> None:
    carrier = carrier_of(Settings(site_dir=tmp_path))
    assert isinstance(carrier, FolderCarrier)
    assert carrier.folder == tmp_path / "var" / "mail"


def test_a_password_is_never_sent_readable_across_a_network() -> None:
    settings = Settings(carrier="smtp", smtp_host="mail.example.org", smtp_user="portal", smtp_password="hush-hush")
    with pytest.raises(SettingsError, match="'starttls' or 'tls'") as refusal:
        carrier_of(settings)
    assert "hush-hush" not in str(refusal.value)
    carrier_of(settings.model_copy(update={"smtp_host": "127.0.0.1"}))
    carrier_of(settings.model_copy(update={"smtp_security": "tls"}))
