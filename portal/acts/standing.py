"""How everybody stands at an instant, for routing: what they carry, and who rests. DESIGN §1.3, §6."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.store import hard_reports
from portal.store.kept_for_routing import kept_for_routing
from portal.team.resting import resting
from portal.team.roster import Person

# No shift is longer, so neither is the time between a break and now.
_A_DAY = timedelta(days=1)
# A report that somebody marked as hard weighs at least this much.
HARD_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """`loads` is what each one's open reports weigh; `resting` are the keys of those on a break or a pause."""

    loads: Mapping[str, int]
    resting: frozenset[str]


def standing(
    conn: Connection,
    workplace: Workplace,
    at: datetime,
    *,
    hard: bool = False,
    among: Iterable[Person] | None = None,
) -> Standing:
    """`hard` says that the report to be given away is, so that nobody gets it with their break at hand.

    `among` are those of whom somebody gets it, where that is known: who else rests makes no difference then.
    """
    kept = kept_for_routing(conn, at, at - _A_DAY, at + _A_DAY, _weights(workplace), HARD_WEIGHT)
    paused = [pause.person for pause in kept.pauses]
    return Standing(kept.loads, resting(workplace.roster(), at, kept.breaks, paused, hard=hard, among=among))


def loads(conn: Connection, workplace: Workplace) -> dict[str, int]:
    """What everybody's open reports weigh, by the severities of the release in force."""
    return hard_reports.weighed_loads(conn, _weights(workplace), HARD_WEIGHT)


def loads_of(conn: Connection, workplace: Workplace, people: Iterable[str]) -> dict[str, int]:
    """The same for these people; of whoever has very many, no more than is needed to see that it is too much."""
    return hard_reports.weighed_loads_of(conn, people, _weights(workplace), HARD_WEIGHT)


def _weights(workplace: Workplace) -> dict[str, int]:
    return {severity.key: severity.weight for severity in workplace.library.site.severities}


def is_hard(conn: Connection, workplace: Workplace, severity: str, report_id: int | None = None) -> bool:
    """Of the highest severity, or marked by somebody."""
    if severity == workplace.library.site.highest_severity:
        return True
    return report_id is not None and hard_reports.is_hard(conn, report_id)
