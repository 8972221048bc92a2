"""When what a customer is to read goes out, so that much at once is one mail and never a flood. Pure.

What waits for one customer about one report always goes as one mail that holds all of it in order; nothing is dropped.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from portal.notices.context import ToCustomer
from portal.notices.messages import MESSAGES
from portal.reports.mail_loops import LONGEST, no_loop_from

PAUSE = timedelta(minutes=10)
"""What may wait comes no sooner than this after the last mail."""

LOOK_BACK = LONGEST
"""How far back the mails sent matter."""

ALWAYS_SENT = frozenset({"received", "link_again", "contact_changed", "withdrawn"})
"""What somebody has asked for with the click before: stopping the mails does not stop these, and they wait for none."""

SEVERAL = "several"
"""The message that holds others."""

GATHERED = frozenset(
    name
    for name, message in MESSAGES.items()
    if issubclass(message, ToCustomer) and name not in ALWAYS_SENT and name != SEVERAL
)
"""The messages that go in one mail where several wait."""


def goes_at(waiting: Collection[str], sent: Iterable[tuple[str, datetime]], now: datetime) -> datetime:
    """When the messages that wait go, all in one mail: `now`, or the instant to wait for (UTC).

    `waiting` are keys of GATHERED; `sent` are message and instant of each mail about the report within LOOK_BACK. One
    message that cannot wait takes the others with it. Beyond the limits of portal.reports.mail_loops all wait.
    """
    before = [(message, at) for message, at in sent if at <= now]
    earliest = now
    if all(_may_wait(message) for message in waiting):
        last_at = max((at for message, at in before if message not in ALWAYS_SENT), default=None)
        earliest = max(now, last_at + PAUSE) if last_at else now
    return max(earliest, no_loop_from((at for _, at in before), now))


def _may_wait(message: str) -> bool:
    kind = MESSAGES[message]
    return issubclass(kind, ToCustomer) and kind.may_wait
