"""Addresses of mails about changes: asked for on public pages, confirmed, changed and ended on the dynamic half.

They lie below /r/, where private links are: what keeps those out of a web server's log does the same here.
"""

from urllib.parse import quote

SUBSCRIBE = "/r/changes"
CONFIRM = "/r/changes/confirm/"
SUBSCRIPTIONS = "/r/changes/yours/"
STOP = "/r/changes/stop/"


def subscribe(about: str) -> str:
    """The form, with what the mails are about filled in: the address of a page, a section or all."""
    return f"{SUBSCRIBE}?about={quote(about)}"


def confirm(token: str) -> str:
    return CONFIRM + token


def subscriptions(token: str) -> str:
    """What a subscriber is told of, to look at and to change."""
    return SUBSCRIPTIONS + token


def stop(token: str) -> str:
    """One click, or one POST by a mail program (RFC 8058), ends all mails about changes."""
    return STOP + token
