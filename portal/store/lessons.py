"""Lessons that people keep for all. A row names no report, so nothing leads from a lesson to a customer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from portal.store.care_tables import lessons

_ADD = insert(lessons).returning(lessons.c.id)
_ALL = select(lessons).order_by(lessons.c.id.desc()).limit(bindparam("limit"))
_ON_TOPIC = _ALL.where(lessons.c.topic == bindparam("topic"))
_BY_ID = select(lessons).where(lessons.c.id == bindparam("id"))
_DELETE = delete(lessons).where(lessons.c.id == bindparam("id"), lessons.c.person == bindparam("person"))


@dataclass(frozen=True, slots=True)
class NewLesson:
    """`topic` is a slug; `with_name` says whether others read who it is from. `at` is in UTC."""

    person: str
    topic: str
    what_happened: str
    learned: str
    do_now: str
    with_name: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Lesson(NewLesson):
    id: int


def add(conn: Connection, new: NewLesson) -> int:
    """Gives its number."""
    values = {name: getattr(new, name) for name in NewLesson.__dataclass_fields__}
    return int(conn.execute(_ADD, values).scalar_one())


def newest(conn: Connection, limit: int, *, topic: str | None = None) -> list[Lesson]:
    """The newest first; of one topic where asked."""
    asked = {"limit": limit} | ({"topic": topic} if topic else {})
    return [Lesson(**row._mapping) for row in conn.execute(_ON_TOPIC if topic else _ALL, asked)]


def lesson_by_id(conn: Connection, lesson_id: int) -> Lesson | None:
    row = conn.execute(_BY_ID, {"id": lesson_id}).one_or_none()
    return Lesson(**row._mapping) if row else None


def remove(conn: Connection, lesson_id: int, person: str) -> bool:
    """False where there is none of the person's."""
    return conn.execute(_DELETE, {"id": lesson_id, "person": person}).rowcount == 1
