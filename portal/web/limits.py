"""Rate limits that hold across processes: a count per visitor and window, in the store.

The visitor's address is kept only as a keyed hash, and only for the window.
"""

import hmac
from dataclasses import dataclass

from flask import request

from portal.acts.workplace import Workplace
from portal.store import rate_counters


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `window_s` seconds."""

    name: str
    most: int
    window_s: int


SEND_REPORT = Limit("send report", 30, 600)
STAGE_FILES = Limit("stage files", 60, 600)
ASK_FOR_LINK = Limit("ask for link", 5, 900)
SIGN_IN_MAIL = Limit("sign-in mail", 5, 900)
WRITE_AGAIN = Limit("write again", 60, 600)
KEEP_DRAFT = Limit("keep draft", 600, 600)
WRONG_LINK = Limit("wrong link", 60, 600)


def is_over(workplace: Workplace, limit: Limit, subject: str = "") -> bool:
    """Count one more and say whether that was too many. `subject` narrows it, such as to one report's reference."""
    if workplace.settings.limits == "off":
        return False
    visitor = subject or request.remote_addr or "unknown"
    key = hmac.digest(workplace.secret.encode(), f"{limit.name}\0{visitor}".encode(), "sha256").hex()
    with workplace.store.writing() as conn:
        return rate_counters.count(conn, key, workplace.now(), limit.window_s) > limit.most
