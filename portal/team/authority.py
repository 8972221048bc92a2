"""What a responder may give without asking, by responsibility and severity. DESIGN §1.2."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

RESPONSIBILITIES = ("ours", "shared", "theirs")


class Line(Protocol):
    """A line of the authority table (portal.library.team_file.AuthorityLine)."""

    @property
    def responsibility(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def may_give(self) -> tuple[str, ...]: ...
    @property
    def up_to(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Authority:
    """What may be given at once where the failure was `responsibility`'s doing; `up_to` in whole currency units."""

    responsibility: str
    may_give: tuple[str, ...]
    up_to: int


def authority_for(table: Iterable[Line], severity: str) -> tuple[Authority, ...]:
    """The rows for a severity, in the order ours, shared, theirs. A missing row means nothing without asking."""
    rows = {line.responsibility: line for line in table if line.severity == severity}
    return tuple(
        Authority(responsibility, rows[responsibility].may_give, rows[responsibility].up_to)
        if responsibility in rows
        else Authority(responsibility, (), 0)
        for responsibility in RESPONSIBILITIES
    )
