"""Targets as people say them: `30 minutes`, `4 working hours`, `2 working days`, `3 days`. DESIGN §4."""

import re
from dataclasses import dataclass
from typing import Literal

from portal.errors import TargetError

Unit = Literal["minutes", "hours", "days"]

MOST: dict[Unit, int] = {"minutes": 5_270_400, "hours": 87_840, "days": 3_660}
"""The longest target in each unit: ten years. Nobody can rely on a promise beyond that."""

_EXAMPLES = "`30 minutes`, `4 working hours`, `2 working days` or `3 days`"
_GRAMMAR = re.compile(r"([0-9]+)\s+(working\s+)?(minute|hour|day)s?", re.IGNORECASE | re.ASCII)
_UNITS: dict[str, Unit] = {"minute": "minutes", "hour": "hours", "day": "days"}
_SECONDS: dict[Unit, int] = {"minutes": 60, "hours": 3_600, "days": 86_400}


@dataclass(frozen=True, slots=True)
class Target:
    """An amount of time. `working` time passes only inside a calendar's windows."""

    amount: int
    unit: Unit
    working: bool = False

    def __str__(self) -> str:
        unit = self.unit if self.amount != 1 else self.unit[:-1]
        return f"{self.amount} {'working ' if self.working else ''}{unit}"

    @property
    def length_s(self) -> int:
        """The amount in seconds, a day being 24 hours. Days have no fixed length: due times never use this for them."""
        return self.amount * _SECONDS[self.unit]


def parse_target(text: str) -> Target:
    """Read a target. Raises TargetError with an example of what is allowed."""
    said = " ".join(text.split())
    found = _GRAMMAR.fullmatch(said)
    if not found:
        shown = said if len(said) <= 60 else f"{said[:60]}…"
        raise TargetError(f"`{shown}` is not a time such as {_EXAMPLES}")
    unit = _UNITS[found[3].lower()]
    digits = found[1].lstrip("0")
    if not digits:
        raise TargetError(f"`{said}` leaves no time at all; give at least `1 {found[3].lower()}`")
    if len(digits) > 9 or int(digits) > MOST[unit]:
        raise TargetError(f"a target of more than ten years promises nothing; give at most `{MOST[unit]} {unit}`")
    return Target(int(digits), unit, working=found[2] is not None)
