"""Practices with their own timelines and reviews. Nothing here touches a report, a clock, or what is counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, or_, select, update

from portal.reports.timeline import Author, AuthorKind, Entry, Kind
from portal.store.practice_tables import practice_entries, practice_reviews, practices
from portal.team.practice import PointReview, Practice, Review, Whose

_BY_ID = select(practices).where(practices.c.id == bindparam("id"))
_OF_PERSON = (
    select(practices)
    .where(
        or_(
            practices.c.person == bindparam("person"),
            practices.c.coach == bindparam("person"),
            practices.c.player == bindparam("person"),
        )
    )
    .order_by(practices.c.id.desc())
    .limit(bindparam("limit"))
)
_REVIEWS = select(practice_reviews).where(practice_reviews.c.practice_id == bindparam("id"))
_ENTRIES = (
    select(practice_entries).where(practice_entries.c.practice_id == bindparam("id")).order_by(practice_entries.c.id)
)
_ROLES = {"coach": practices.c.coach, "player": practices.c.player}


def begin(
    conn: Connection, drill: str, facts: dict[str, Any], person: str, coach: str | None, at: datetime
) -> int:  # fmt: skip
    """`facts` holds title, topic, severity and checklist as they are now. Gives the practice's number."""
    values = {"drill": drill, "facts": facts, "person": person, "coach": coach, "lines_used": 0, "begun_at": at}
    return int(conn.execute(insert(practices).returning(practices.c.id), values).scalar_one())


def practice_by_id(conn: Connection, practice_id: int, *, lock: bool = False) -> Practice | None:
    """`lock` keeps others from going on with it until this transaction ends; for use in `writing` only."""
    row = conn.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"id": practice_id}).one_or_none()
    return None if row is None else _practice(conn, row)


def practices_of(conn: Connection, person: str, limit: int) -> list[Practice]:
    """Those that concern somebody, the newest first."""
    return [_practice(conn, row) for row in conn.execute(_OF_PERSON, {"person": person, "limit": limit}).all()]


def append(conn: Connection, practice_id: int, entry: Entry) -> int:
    values = {
        "practice_id": practice_id,
        "at": entry.at,
        "kind": entry.kind.value,
        "author_kind": entry.author.kind.value,
        "author": entry.author.key,
        "public": entry.public,
        "facts": entry.facts,
        "texts": entry.texts,
    }
    return int(conn.execute(insert(practice_entries).returning(practice_entries.c.id), values).scalar_one())


def entries(conn: Connection, practice_id: int) -> list[Entry]:
    """The practice's own timeline, in order."""
    return [
        Entry(
            at=row.at,
            kind=Kind(row.kind),
            author=Author(AuthorKind(row.author_kind), row.author),
            public=row.public,
            facts=row.facts,
            texts=row.texts,
            id=row.id,
        )
        for row in conn.execute(_ENTRIES, {"id": practice_id})
    ]


def ask_along(conn: Connection, practice_id: int, role: str, person: str) -> None:
    """`role` is `coach` or `player`."""
    conn.execute(update(practices).where(practices.c.id == practice_id).values({_ROLES[role]: person}))


def use_line(conn: Connection, practice: Practice) -> None:
    """The drill's next line was sent."""
    used = practice.lines_used + 1
    conn.execute(update(practices).where(practices.c.id == practice.id).values(lines_used=used))


def end(conn: Connection, practice_id: int, at: datetime) -> None:
    conn.execute(update(practices).where(practices.c.id == practice_id).values(ended_at=at))


def keep_review(
    conn: Connection, practice_id: int, whose: Whose, points: Sequence[PointReview], words: str, at: datetime
) -> None:
    said = [{"answer": point.answer, "words": point.words} for point in points]
    values = {"practice_id": practice_id, "whose": whose, "at": at, "points": {"points": said}, "words": words}
    conn.execute(insert(practice_reviews), values)


def forget_before(conn: Connection, before: datetime) -> int:
    """Practices that were begun before, with all that was written in them; gives how many."""
    return conn.execute(delete(practices).where(practices.c.begun_at < before)).rowcount


def _practice(conn: Connection, row: Row[Any]) -> Practice:
    reviews = {each.whose: _review(each) for each in conn.execute(_REVIEWS, {"id": row.id})}
    return Practice(
        id=row.id,
        drill=row.drill,
        title=row.facts["title"],
        topic=row.facts["topic"],
        severity=row.facts["severity"],
        checklist=tuple(row.facts["checklist"]),
        person=row.person,
        coach=row.coach,
        player=row.player,
        lines_used=row.lines_used,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        self_review=reviews.get("self"),
        coach_review=reviews.get("coach"),
    )


def _review(row: Row[Any]) -> Review:
    points = tuple(PointReview(point["answer"], point["words"]) for point in row.points["points"])
    return Review(row.at, points, row.words)
