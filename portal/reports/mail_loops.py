"""How many mails about one report are a conversation, and how many a loop between two machines. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

LIMITS = ((10, 10), (30, 15), (60, 25), (180, 50), (600, 100))
"""Minutes, and how many mails about one report may come in them. Zammad's limits."""

LONGEST = timedelta(minutes=max(minutes for minutes, _ in LIMITS))


def is_loop(arrivals: Iterable[datetime], now: datetime) -> bool:
    """Whether one more mail at `now`, after those that arrived in LONGEST before, is one too many (UTC)."""
    earlier = [at for at in arrivals if now - LONGEST < at <= now]
    return any(sum(at > now - timedelta(minutes=minutes) for at in earlier) >= most for minutes, most in LIMITS)


def no_loop_from(sent: Iterable[datetime], now: datetime) -> datetime:
    """The instant from which one more mail, after those that were `sent` by `now`, is not one too many (UTC)."""
    latest_first = sorted((at for at in sent if at <= now), reverse=True)
    too_full_until = (
        latest_first[most - 1] + timedelta(minutes=minutes) for minutes, most in LIMITS if len(latest_first) >= most
    )
    return max((now, *too_full_until))
