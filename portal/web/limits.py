"""Rate limits that hold across processes: a count per visitor and window, in the store.

The visitor's address is kept only as a keyed hash, and only for the window.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import OverLimit
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
SUBSCRIBE = Limit("subscribe", 10, 900)
SUBSCRIPTION_MAILS = Limit("subscription mails", 10, 86_400)
SIGN_IN_MAIL = Limit("sign-in mail", 5, 900)
WRITE_AGAIN = Limit("write again", 60, 600)
KEEP_DRAFT = Limit("keep draft", 600, 600)
WRONG_LINK = Limit("wrong link", 60, 600)


def is_over(workplace: Workplace, limit: Limit, subject: str = "") -> bool:
    """Count one more and say whether that was too many. `subject` narrows it, such as to one report's reference."""
    if workplace.settings.limits == "off":
        return False
    with workplace.store.writing() as conn:
        return _count(conn, workplace, limit, _key(workplace, limit, subject)) > limit.most


def counted_by(workplace: Workplace, limit: Limit) -> Callable[[Connection], None]:
    """For an act that counts one more in its own transaction, which spares a commit.

    What it gives raises OverLimit; that try is undone with the transaction, so the window stays full, and no fuller.
    """
    key = _key(workplace, limit, "")

    def count(conn: Connection) -> None:
        if workplace.settings.limits != "off" and _count(conn, workplace, limit, key) > limit.most:
            raise OverLimit(f"More than {limit.most} in {limit.window_s} seconds came from one place. Try again later.")

    return count


def _count(conn: Connection, workplace: Workplace, limit: Limit, key: str) -> int:
    return rate_counters.count(conn, key, workplace.now(), limit.window_s)


def _key(workplace: Workplace, limit: Limit, subject: str) -> str:
    visitor = subject or request.remote_addr or "unknown"
    return hmac.digest(workplace.secret.encode(), f"{limit.name}\0{visitor}".encode(), "sha256").hex()
