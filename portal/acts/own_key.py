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
    return _key(workplace, "raised", iso_utc(raised_at), person)


def echo_key(workplace: Workplace, person: str, obstacle_id: int) -> str:
    """Who said "mine too"."""
    return _key(workplace, "mine too", str(obstacle_id), person)


def is_own(workplace: Workplace, person: str, obstacle: Obstacle) -> bool:
    """Whether `person` raised it, with their name or without."""
    return has_raised(workplace, person, obstacle.raised)


def has_raised(workplace: Workplace, person: str, raised: Raised) -> bool:
    """The same for one of which no more is read than who raised it."""
    if raised.own_key is None:
        return raised.raised_by == person
    return hmac.compare_digest(raised.own_key, raiser_key(workplace, person, raised.at))


def _key(workplace: Workplace, *parts: str) -> str:
    message = "\0".join(("in my way", *parts))
    return hmac.new(workplace.secret.encode(), message.encode(), "sha256").hexdigest()
