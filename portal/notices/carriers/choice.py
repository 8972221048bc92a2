"""The carrier that the settings ask for."""

from portal.errors import SettingsError
from portal.notices.carriers.apprise import AppriseCarrier
from portal.notices.carriers.carrier import Carrier
from portal.notices.carriers.console import ConsoleCarrier
from portal.notices.carriers.folder import FolderCarrier
from portal.notices.carriers.null import NullCarrier
from portal.notices.carriers.smtp import SmtpCarrier
from portal.setting_values import is_loopback
from portal.settings import Settings


def carrier_of(settings: Settings) -> Carrier:
    """One carrier for one thread. Raises SettingsError where it could not work."""
    match settings.carrier:
        case "folder":
            return FolderCarrier(settings.mail_dir)
        case "console":
            return ConsoleCarrier()
        case "smtp":
            return _smtp(settings)
        case "apprise":
            return AppriseCarrier(settings.apprise_urls, for_customers=_smtp(settings))
        case "null":
            return NullCarrier()


def _smtp(settings: Settings) -> SmtpCarrier:
    if settings.smtp_user and settings.smtp_security == "none" and not is_loopback(settings.smtp_host):
        raise SettingsError(
            f"smtp_security = 'none' with smtp_user and smtp_host = {settings.smtp_host!r} would send the password "
            "readable by everybody on the way. Allowed: 'starttls' or 'tls'."
        )
    return SmtpCarrier(
        settings.smtp_host,
        settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        timeout_s=settings.smtp_timeout_s,
    )
