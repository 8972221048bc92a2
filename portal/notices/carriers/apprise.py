"""Responders' notices go to chat or push through Apprise; customers' mails go on to another carrier."""

import importlib
import logging
import re
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

from portal.errors import SettingsError, TemporaryFailure
from portal.notices.carriers.bodies import body_of
from portal.notices.carriers.carrier import Carrier
from portal.notices.context import RecipientKind

PACKAGE = "apprise"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,19}://")


class AppriseCarrier:
    """`urls` hold secrets, so no message of ours repeats them.

    Raises SettingsError where the package is missing, or an address is none that Apprise knows.
    """

    def __init__(self, urls: Sequence[str], for_customers: Carrier) -> None:
        self._for_customers = for_customers
        self._apprise = _apprise_for(urls)

    def send(self, mail: EmailMessage, recipient_kind: RecipientKind) -> None:
        if recipient_kind == "customer":
            self._for_customers.send(mail, recipient_kind)
            return
        if not self._apprise.notify(title=str(mail["Subject"]), body=body_of(mail), body_format="text"):
            raise TemporaryFailure("Apprise could not hand the notice over to every address. It is tried again.")

    def close(self) -> None:
        self._for_customers.close()


def _apprise_for(urls: Sequence[str]) -> Any:
    try:
        package = importlib.import_module(PACKAGE)
    except ImportError:
        raise SettingsError(
            "carrier = 'apprise' needs a package that is not installed. "
            "Install it with: pip install 'forthright-portal[apprise]'"
        ) from None
    if not urls:
        raise SettingsError("apprise_urls is empty. With carrier = 'apprise' it needs at least one address.")
    # Its log repeats whole addresses, secrets included.
    logging.getLogger(PACKAGE).setLevel(logging.CRITICAL + 1)
    apprise = package.Apprise()
    for number, url in enumerate(urls, start=1):
        if not apprise.add(url):
            scheme = _SCHEME.match(url)
            shown = f" ({scheme[0]}…)" if scheme else ""
            raise SettingsError(
                f"apprise_urls: address number {number}{shown} is none that Apprise knows. "
                "Allowed: the addresses described at https://github.com/caronc/apprise/wiki."
            )
    return apprise
