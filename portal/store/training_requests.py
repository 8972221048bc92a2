"""What people ask of their leads for their training, and what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from portal.store.practice_tables import training_requests

_COLUMNS = (
    training_requests.c.id,
    training_requests.c.person,
    training_requests.c.words,
    training_requests.c.asked_at,
    training_requests.c.due_at,
    training_requests.c.answered_at,
    training_requests.c.answered_by,
    training_requests.c.answer,
)
_BY_ID = select(*_COLUMNS).where(training_requests.c.id == bindparam("id"))
_BY_IDS = select(*_COLUMNS).where(training_requests.c.id.in_(bindparam("ids", expanding=True)))
_OPEN = (
    select(*_COLUMNS)
    .where(training_requests.c.answered_at.is_(None), training_requests.c.asked_at > bindparam("since"))
    .order_by(training_requests.c.id)
)
_ASKED_SINCE = (
    select(*_COLUMNS).where(training_requests.c.asked_at > bindparam("since")).order_by(training_requests.c.id)
)
_OF_PERSON = (
    select(*_COLUMNS)
    .where(training_requests.c.person == bindparam("person"))
    .order_by(training_requests.c.id.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """Instants are in UTC; `due_at` is None where no answer was promised."""

    id: int
    person: str
    words: str
    asked_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    answered_by: str | None
    answer: str | None


def ask(conn: Connection, person: str, words: str, at: datetime, due_at: datetime | None) -> int:
    """Gives the request's number."""
    values = {"person": person, "words": words, "asked_at": at, "due_at": due_at}
    return int(conn.execute(insert(training_requests).returning(training_requests.c.id), values).scalar_one())


def request_by_id(conn: Connection, request_id: int, *, lock: bool = False) -> TrainingRequest | None:
    """`lock` keeps others from answering it until this transaction ends; for use in `writing` only."""
    row = conn.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"id": request_id}).one_or_none()
    return None if row is None else TrainingRequest(*row)


def requests_by_id(conn: Connection, request_ids: Iterable[int]) -> dict[int, TrainingRequest]:
    """By their numbers."""
    return {row.id: TrainingRequest(*row) for row in conn.execute(_BY_IDS, {"ids": list(request_ids)})}


def open_requests(conn: Connection, since: datetime) -> list[TrainingRequest]:
    """Those asked after `since` that nobody has answered, the longest waiting first."""
    return [TrainingRequest(*row) for row in conn.execute(_OPEN, {"since": since})]


def asked_since(conn: Connection, since: datetime) -> list[TrainingRequest]:
    """Those asked after `since`, answered or not."""
    return [TrainingRequest(*row) for row in conn.execute(_ASKED_SINCE, {"since": since})]


def requests_of(conn: Connection, person: str, limit: int) -> list[TrainingRequest]:
    """What somebody has asked for, the newest first."""
    return [TrainingRequest(*row) for row in conn.execute(_OF_PERSON, {"person": person, "limit": limit})]


def answer(conn: Connection, request_id: int, by: str, words: str, at: datetime) -> None:
    changed = {"answered_at": at, "answered_by": by, "answer": words}
    conn.execute(update(training_requests).where(training_requests.c.id == request_id).values(changed))
