"""What is in somebody's way, as it is kept: rows that lead to nobody where no name was wanted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from portal.store.team_promise_tables import obstacle_echoes, obstacle_turns, obstacles
from portal.store.upsert import insert_into
from portal.team.obstacles import Obstacle, Raised, Turn, TurnKind

_ECHOES = (
    select(func.count())
    .select_from(obstacle_echoes)
    .where(obstacle_echoes.c.obstacle_id == obstacles.c.id)
    .scalar_subquery()
)
_COLUMNS = select(
    obstacles.c.id,
    obstacles.c.raised_by,
    obstacles.c.own_key,
    obstacles.c.line,
    obstacles.c.detail,
    obstacles.c.report_id,
    _ECHOES.label("mine_too"),
)
_OPEN = _COLUMNS.where(obstacles.c.closed_at.is_(None)).order_by(obstacles.c.id)
_CLOSED = (
    _COLUMNS.where(obstacles.c.closed_at > bindparam("since"))
    .order_by(obstacles.c.closed_at.desc(), obstacles.c.id.desc())
    .limit(bindparam("limit"))
)
_BY_ID = _COLUMNS.where(obstacles.c.id == bindparam("id"))
_LOCK = select(obstacles.c.id).where(obstacles.c.id == bindparam("id")).with_for_update()
_TURNS = (
    select(obstacle_turns)
    .where(obstacle_turns.c.obstacle_id.in_(bindparam("ids", expanding=True)))
    .order_by(obstacle_turns.c.id)
)
_ITS_TURNS = obstacle_turns.alias("its_turns")
_LAST_TURN = (
    select(func.max(_ITS_TURNS.c.id))
    .where(_ITS_TURNS.c.obstacle_id == obstacles.c.id)
    .correlate(obstacles)
    .scalar_subquery()
)
_STANDING_OPEN = obstacles.join(obstacle_turns, obstacle_turns.c.id == _LAST_TURN)
_WAITING = (
    select(func.count())
    .select_from(_STANDING_OPEN)
    .where(obstacles.c.closed_at.is_(None), obstacle_turns.c.kind.in_([kind.value for kind in TurnKind if kind.asks]))
)
_ANSWERED = (
    select(obstacles.c.raised_at, obstacles.c.raised_by, obstacles.c.own_key)
    .select_from(_STANDING_OPEN)
    .where(
        obstacles.c.closed_at.is_(None),
        obstacle_turns.c.kind.in_([kind.value for kind in TurnKind if kind.is_answer]),
        or_(obstacles.c.raised_by == bindparam("person"), obstacles.c.raised_by.is_(None)),
    )
)
_ABOUT = select(obstacles.c.id, obstacles.c.line, obstacles.c.detail).where(
    obstacles.c.report_id == bindparam("report_id")
)
_REWRITE = (
    update(obstacles)
    .where(obstacles.c.id == bindparam("of_id"))
    .values(line=bindparam("new_line"), detail=bindparam("new_detail"))
)
_REWRITE_TURN = (
    update(obstacle_turns).where(obstacle_turns.c.id == bindparam("of_id")).values(words=bindparam("new_words"))
)


def add(
    conn: Connection,
    *,
    raised_by: str | None,
    own_key: str | None,
    line: str,
    detail: str,
    report_id: int | None,
    at: datetime,
) -> int:
    """Gives its number; one of `raised_by` and `own_key` is None. Its first turn is kept with it."""
    values = {
        "raised_by": raised_by,
        "own_key": own_key,
        "line": line,
        "detail": detail,
        "report_id": report_id,
        "raised_at": at,
    }
    obstacle_id = int(conn.execute(insert(obstacles).returning(obstacles.c.id), values).scalar_one())
    add_turn(conn, obstacle_id, Turn(at, TurnKind.RAISED))
    return obstacle_id


def add_turn(conn: Connection, obstacle_id: int, turn: Turn) -> int:
    """Gives the turn's number; one that closes closes it."""
    values = {
        "obstacle_id": obstacle_id,
        "at": turn.at,
        "kind": turn.kind.value,
        "lead": turn.lead,
        "words": turn.words,
        "by_day": turn.by_day,
    }
    turn_id = int(conn.execute(insert(obstacle_turns).returning(obstacle_turns.c.id), values).scalar_one())
    if turn.kind.closes:
        conn.execute(update(obstacles).where(obstacles.c.id == obstacle_id).values(closed_at=turn.at))
    return turn_id


def add_echo(conn: Connection, obstacle_id: int, own_key: str) -> bool:
    """False where the same person said so before."""
    values = {"obstacle_id": obstacle_id, "own_key": own_key}
    added = insert_into(conn, obstacle_echoes).on_conflict_do_nothing().returning(obstacle_echoes.c.own_key)
    return conn.execute(added, values).first() is not None


def has_echo(conn: Connection, obstacle_id: int, own_key: str) -> bool:
    found = select(obstacle_echoes.c.own_key).where(
        obstacle_echoes.c.obstacle_id == obstacle_id, obstacle_echoes.c.own_key == own_key
    )
    return conn.execute(found).first() is not None


def obstacle_by_id(conn: Connection, obstacle_id: int, *, lock: bool = False) -> Obstacle | None:
    """`lock` keeps others from changing it until this transaction ends; for use in `writing` only."""
    if lock:
        conn.execute(_LOCK, {"id": obstacle_id})
    found = _with_turns(conn, conn.execute(_BY_ID, {"id": obstacle_id}).all())
    return found[0] if found else None


def open_obstacles(conn: Connection) -> list[Obstacle]:
    """All that are in somebody's way now, the oldest first; also those that a lead has answered."""
    return _with_turns(conn, conn.execute(_OPEN).all())


def count_waiting(conn: Connection) -> int:
    """How many of the open ones wait for a lead."""
    return int(conn.execute(_WAITING).scalar_one())


def answered_for(conn: Connection, person: str) -> list[Raised]:
    """The open ones that a lead has answered: who raised them, where that is `person` or is not said."""
    return [Raised(*row) for row in conn.execute(_ANSWERED, {"person": person})]


def closed_obstacles(conn: Connection, since: datetime, limit: int) -> list[Obstacle]:
    """Those that are out of the way or were taken back after `since`, the newest first."""
    return _with_turns(conn, conn.execute(_CLOSED, {"since": since, "limit": limit}).all())


def forget_closed_before(conn: Connection, before: datetime) -> int:
    """Empty those that were out of the way or taken back before: nothing stays of them but the times that the leads'
    clocks ran by. Gives how many.
    """
    old = list(
        conn.execute(select(obstacles.c.id).where(obstacles.c.closed_at < before, obstacles.c.line != "")).scalars()
    )
    if old:
        conn.execute(delete(obstacle_echoes).where(obstacle_echoes.c.obstacle_id.in_(old)))
        conn.execute(update(obstacle_turns).where(obstacle_turns.c.obstacle_id.in_(old)).values(words=""))
        nobody = {"raised_by": None, "own_key": "", "line": "", "detail": "", "report_id": None}
        conn.execute(update(obstacles).where(obstacles.c.id.in_(old)).values(nobody))
    return len(old)


def turns_of(conn: Connection, obstacle_ids: Iterable[int]) -> dict[int, list[Turn]]:
    """What happened to each, in order."""
    found: dict[int, list[Turn]] = {}
    ids = list(obstacle_ids)
    for row in conn.execute(_TURNS, {"ids": ids}) if ids else ():
        turn = Turn(row.at, TurnKind(row.kind), row.lead, row.words, row.by_day, row.id)
        found.setdefault(row.obstacle_id, []).append(turn)
    return found


def words_about(conn: Connection, report_id: int) -> dict[int, tuple[str, str]]:
    """Line and detail of those that lead to the report, by number; for erasure."""
    return {row.id: (row.line, row.detail) for row in conn.execute(_ABOUT, {"report_id": report_id})}


def rewrite(conn: Connection, obstacle_id: int, line: str, detail: str) -> None:
    conn.execute(_REWRITE, {"of_id": obstacle_id, "new_line": line, "new_detail": detail})


def rewrite_turn(conn: Connection, turn_id: int, words: str) -> None:
    conn.execute(_REWRITE_TURN, {"of_id": turn_id, "new_words": words})


def _with_turns(conn: Connection, rows: Sequence[Any]) -> list[Obstacle]:
    turns = turns_of(conn, [row.id for row in rows])
    return [
        Obstacle(
            id=row.id,
            raised_by=row.raised_by,
            line=row.line,
            detail=row.detail,
            report_id=row.report_id,
            turns=turns[row.id],
            mine_too=row.mine_too,
            own_key=row.own_key,
        )
        for row in rows
    ]
