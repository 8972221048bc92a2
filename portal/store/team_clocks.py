"""Clocks of the promises to the team as they were last worked out, kept for queries. DESIGN §1.5, §5."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, select, update

from portal.store.team_promise_tables import team_clocks
from portal.store.upsert import insert_into


class SubjectKind(StrEnum):
    """What a promise to the team runs on; the value of `subject` says which."""

    OFFER = "offer"  # the number of the timeline's entry in which a lead was asked, after the report's: `12/345`
    OBSTACLE = "obstacle"  # the number of the turn that asks, after the obstacle's: `3/7`
    TRAINING_REQUEST = "training_request"  # its number
    BREAK = "break"  # whose, and when it was planned: `mira 2026-11-23T12:00:00+00:00`
    TRAINING = "training"  # the number of the skill's training


@dataclass(frozen=True, slots=True)
class TeamClock:
    """`commitment` is a slug, `commitment_version` the version's hash. Instants are in UTC.

    `next_check_at` is when the watch looks at it again; None when there is nothing more to tell.
    """

    subject_kind: SubjectKind
    subject: str
    commitment_version: str
    commitment: str
    state: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    missed_at: datetime | None = None
    counts_at: datetime | None = None
    next_check_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class CountedClock:
    """What a scorecard needs of a clock, and nothing that leads to a person."""

    id: int
    commitment: str
    commitment_version: str
    state: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    counts_at: datetime | None


_COLUMNS = tuple(field.name for field in fields(TeamClock))
_ALL = select(*(team_clocks.c[name] for name in _COLUMNS))
_KNOWN = select(team_clocks.c.subject).where(
    team_clocks.c.subject_kind == bindparam("kind"), team_clocks.c.started_at >= bindparam("since")
)
_ON = _ALL.where(team_clocks.c.subject_kind == bindparam("kind"), team_clocks.c.subject == bindparam("on")).order_by(
    team_clocks.c.due_at, team_clocks.c.id
)
_RUNNING = _ALL.where(team_clocks.c.stopped_at.is_(None), team_clocks.c.missed_at.is_(None)).order_by(team_clocks.c.id)
_OPEN_ON_REPORT = _ALL.where(
    team_clocks.c.subject_kind == SubjectKind.OFFER.value,
    team_clocks.c.subject.like(bindparam("of_report")),
    team_clocks.c.stopped_at.is_(None),
).order_by(team_clocks.c.id)
_TO_CHECK = (
    _ALL.where(team_clocks.c.next_check_at <= bindparam("now"))
    .order_by(team_clocks.c.next_check_at, team_clocks.c.id)
    .limit(bindparam("limit"))
)
_BY_ID = _ALL.where(team_clocks.c.id == bindparam("id"))
_BATCH = _ALL.where(team_clocks.c.id > bindparam("after")).order_by(team_clocks.c.id).limit(bindparam("limit"))
_COUNTED = select(*(team_clocks.c[field.name] for field in fields(CountedClock))).order_by(team_clocks.c.id)
_KEPT_ANEW = (
    update(team_clocks)
    .where(team_clocks.c.id == bindparam("clock"))
    .values({name: bindparam(f"new_{name}") for name in ("state", "due_at", "stopped_at", "missed_at", "counts_at")})
)
_CHECKED = (
    update(team_clocks).where(team_clocks.c.id == bindparam("clock")).values(next_check_at=bindparam("next_check"))
)


def begin(conn: Connection, clock: TeamClock) -> None:
    """A promise runs on a thing once, whoever begins it first."""
    values = {name: getattr(clock, name) for name in _COLUMNS if name != "id"} | {
        "subject_kind": clock.subject_kind.value
    }
    conn.execute(insert_into(conn, team_clocks).on_conflict_do_nothing(), values)


def keep(conn: Connection, clock: TeamClock) -> None:
    """Keep how it stands; what it runs on and when it is looked at stay as they are."""
    changed = {
        f"new_{name}": getattr(clock, name) for name in ("state", "due_at", "stopped_at", "missed_at", "counts_at")
    }
    conn.execute(_KEPT_ANEW, {"clock": clock.id} | changed)


def check_at(conn: Connection, clock_id: int, at: datetime | None) -> None:
    conn.execute(_CHECKED, {"clock": clock_id, "next_check": at})


def known(conn: Connection, kind: SubjectKind, since: datetime) -> set[str]:
    """What of this kind has a clock and began at `since` or later."""
    return set(conn.execute(_KNOWN, {"kind": kind.value, "since": since}).scalars())


def clocks_on(conn: Connection, kind: SubjectKind, subject: str) -> list[TeamClock]:
    """Those of one thing, the one that is due first in front."""
    return [_clock(row) for row in conn.execute(_ON, {"kind": kind.value, "on": subject})]


def running_clocks(conn: Connection) -> list[TeamClock]:
    """Those that wait for somebody and were not missed, as far as is stored: time alone may change them."""
    return [_clock(row) for row in conn.execute(_RUNNING)]


def open_on_report(conn: Connection, report_id: int) -> list[TeamClock]:
    """Those of what leads were asked for an offer on the report and have not answered, late or not."""
    return [_clock(row) for row in conn.execute(_OPEN_ON_REPORT, {"of_report": f"{report_id}/%"})]


def to_check(conn: Connection, now: datetime, limit: int) -> list[TeamClock]:
    return [_clock(row) for row in conn.execute(_TO_CHECK, {"now": now, "limit": limit})]


def clock_by_id(conn: Connection, clock_id: int) -> TeamClock | None:
    row = conn.execute(_BY_ID, {"id": clock_id}).one_or_none()
    return None if row is None else _clock(row)


def batch_after(conn: Connection, after: int, limit: int) -> list[TeamClock]:
    """In the order of their numbers, from the one after `after`."""
    return [_clock(row) for row in conn.execute(_BATCH, {"after": after, "limit": limit})]


def counted(conn: Connection) -> list[CountedClock]:
    """All there are, without what they ran on."""
    return [CountedClock(*row) for row in conn.execute(_COUNTED)]


def _clock(row: object) -> TeamClock:
    values = dict(zip(_COLUMNS, row, strict=True))  # type: ignore[call-overload]
    return TeamClock(**values | {"subject_kind": SubjectKind(values["subject_kind"])})
