"""Marks by which somebody finds again what is their own, and nobody else sees whose it is. DESIGN §1.5, §8.

Whoever has both the database and the secret can try the keys of the team one by one; nobody else can.
"""

import hmac
from datetime import datetime

from portal.acts.workplace import Workplace
from portal.promises.when_written import iso_utc
from portal.team.obstacles import Obstacle, Raised


def raiser_key(workplace: Workplace, person: str, raised_at: datetime) -> str:
    """Whose something in the way is, for one raised at this instant (UTC)."""
    return _key(workplace.secret, "raised", iso_utc(raised_at), person)


def echo_keys(workplace: Workplace, person: str, obstacle_id: int) -> tuple[str, ...]:
    """Who said "mine too": the mark to make today, then those that may have been made with an earlier secret."""
    return tuple(_key(secret, "mine too", str(obstacle_id), person) for secret in workplace.keys)


def is_own(workplace: Workplace, person: str, obstacle: Obstacle) -> bool:
    """Whether `person` raised it, with their name or without."""
    return has_raised(workplace, person, obstacle.raised)


def has_raised(workplace: Workplace, person: str, raised: Raised) -> bool:
    """The same for one of which no more is read than who raised it."""
    if raised.own_key is None:
        return raised.raised_by == person
    marks = [_key(secret, "raised", iso_utc(raised.at), person) for secret in workplace.keys]
    return any(hmac.compare_digest(raised.own_key, mark) for mark in marks)


def _key(secret: str, *parts: str) -> str:
    message = "\0".join(("in my way", *parts))
    return hmac.new(secret.encode(), message.encode(), "sha256").hexdigest()
