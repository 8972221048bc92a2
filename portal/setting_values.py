"""What the values of settings may look like. Each function gives the value as it is used, or raises ValueError."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address, without port) can only be reached from this machine."""
    if host in ("localhost", "localhost.localdomain"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def as_database_url(value: str) -> str:
    scheme = value.split("://", 1)[0]
    if "://" not in value or scheme not in ("sqlite", "postgresql"):
        raise ValueError("a URL that begins with sqlite:/// or postgresql://")
    return value


def as_days_kept(value: int) -> int:
    """A customer may write again on a report that was just closed, and has to find it."""
    if value != 0 and value < 30:
        raise ValueError("0, or 30 days or more")
    return value


def as_web_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a web address such as https://help.example.org")
    return value.rstrip("/")


def as_issuer(value: str) -> str:
    """OpenID Connect Discovery 1.0 §3 wants https; on this machine alone it can be tried without."""
    url = as_web_url(value)
    if not url.startswith("https:") and not is_loopback(urlsplit(url).hostname or ""):
        raise ValueError("a web address that begins with https://")
    return url


def as_mail_address(value: str) -> str:
    if value.count("@") != 1 or any(c in value for c in "\r\n,;<> "):
        raise ValueError("exactly one mail address, such as help@example.org")
    return value


def as_reply_address(value: str) -> str:
    if len(as_mail_address(value).partition("@")[0]) > 20 or "+" in value or not value.isascii():
        raise ValueError("one mail address without +, of at most 20 characters before the @, such as reply@example.org")
    return value.lower()
