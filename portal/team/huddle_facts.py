"""What a huddle is made from. Pure records; instants are in UTC, addresses are paths on the desk."""

from dataclasses import dataclass
from datetime import datetime

from portal.team.exercises import Exercise
from portal.team.huddle_times import OnDuty


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many."""

    yes: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Miss:
    """A promise that was missed. There is no place for a person in it. `tried` is in somebody's words, or empty."""

    reference: str
    topic: str
    promise: str
    tried: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """An open report whose next promise falls due, or is late already; `due_at` belongs to its indicator."""

    reference: str
    topic: str
    indicator: str
    due_at: datetime
    is_nobodys: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is otherwise than usual now: a cause that is open, an exception, what is in the team's way."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A page that reads otherwise than at the last huddle. `kind` is as at the beginning of a line: `Promise`."""

    kind: str
    title: str
    words: str
    is_weaker: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Thanked:
    """Thanks that their person agreed to show. `giver` is as inside a sentence, `words` may be empty."""

    person: str
    giver: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """What somebody wants to be talked about. `by` is a display name."""

    words: str
    by: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class HuddleFacts:
    """`names` are of everybody in team.yml. `missed` and `due` hold the first ones, their counts say of how many."""

    now: datetime
    start: datetime
    since: datetime
    time_zone: str
    names: tuple[str, ...]
    there: tuple[OnDuty, ...]
    kept: Tally
    solved: Tally
    cared_for: Tally
    scripts: tuple[str, ...]
    missed: tuple[Miss, ...]
    missed_count: int
    due: tuple[Due, ...]
    due_count: int
    known: tuple[Known, ...]
    changed: tuple[Changed, ...]
    thanks: tuple[Thanked, ...]
    points: tuple[Point, ...]
    exercise: Exercise | None
