"""Targets as people say them: `30 minutes`, `4 working hours`, `2 working days`, `3 days`. DESIGN §4."""

import re
from dataclasses import dataclass
from typing import Literal

from portal.errors import TargetError

Unit = Literal["minutes", "hours", "days"]

_GRAMMAR = re.compile(r"([0-9]{1,5})\s+(working\s+)?(minute|hour|day)s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """An amount of time. `working` time passes only inside a calendar's windows."""

    amount: int
    unit: Unit
    working: bool = False

    def __str__(self) -> str:
        unit = self.unit if self.amount != 1 else self.unit[:-1]
        return f"{self.amount} {'working ' if self.working else ''}{unit}"


def parse_target(text: str) -> Target:
    """Read a target. Raises TargetError with an example of what is allowed."""
    found = _GRAMMAR.fullmatch(text.strip())
    if not found:
        raise TargetError(f"`{text}` is not a time such as `30 minutes`, `4 working hours`, `2 working days` or `3 days`")
    amount = int(found[1])
    if amount == 0:
        raise TargetError(f"`{text}` leaves no time at all; give at least `1 minute`")
    unit: Unit = {"minute": "minutes", "hour": "hours", "day": "days"}[found[3].lower()]  # type: ignore[assignment]
    return Target(amount, unit, working=found[2] is not None)
