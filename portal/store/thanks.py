"""Thanks, each to one person. Nothing is counted here, so that nobody is compared with anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, select, update

from portal.store.care_tables import thanks
from portal.store.tables import reports, texts
from portal.store.upsert import insert_into

_FROM_COLLEAGUE = insert(thanks).returning(thanks.c.id)
# A customer's words are read where they stand, so that erasure reaches them.
_THANKS = select(thanks, reports.c.reference, texts.c.body).select_from(
    thanks.outerjoin(reports, reports.c.id == thanks.c.report_id).outerjoin(
        texts, and_(texts.c.entry_id == thanks.c.entry_id, texts.c.field == "words")
    )
)
_TO = _THANKS.where(thanks.c.person == bindparam("person")).order_by(thanks.c.id.desc()).limit(bindparam("limit"))
_WALL = _THANKS.where(thanks.c.on_wall_since.is_not(None)).order_by(thanks.c.id.desc()).limit(bindparam("limit"))
_BY_ID = _THANKS.where(thanks.c.id == bindparam("id"))
_SHOW = (
    update(thanks)
    .where(thanks.c.id == bindparam("of_id"), thanks.c.person == bindparam("whose"))
    .values(on_wall_since=bindparam("since"))
)
_OF_COLLEAGUES = select(thanks.c.id, thanks.c.words).where(
    thanks.c.report_id == bindparam("report_id"), thanks.c.giver.is_not(None)
)
_REWRITE = update(thanks).where(thanks.c.id == bindparam("of_id")).values(words=bindparam("new_words"))


@dataclass(frozen=True, slots=True)
class Thanks:
    """`giver` is None for a customer. `reference` is that of the report, if it is about one; `words` may be empty."""

    id: int
    person: str
    giver: str | None
    report_id: int | None
    reference: str | None
    words: str
    at: datetime
    on_wall_since: datetime | None


def add_from_customer(conn: Connection, report_id: int, entry_id: int, people: Iterable[str], at: datetime) -> None:
    """One for each of the people; the words stand among the texts of the entry."""
    rows = [
        {"person": person, "report_id": report_id, "entry_id": entry_id, "words": "", "at": at} for person in people
    ]
    if rows:
        conn.execute(insert_into(conn, thanks).on_conflict_do_nothing(), rows)


def add_from_colleague(
    conn: Connection, giver: str, person: str, words: str, at: datetime, report_id: int | None
) -> int:
    """Gives its number."""
    values = {"giver": giver, "person": person, "words": words, "at": at, "report_id": report_id}
    return int(conn.execute(_FROM_COLLEAGUE, values).scalar_one())


def thanks_to(conn: Connection, person: str, limit: int) -> list[Thanks]:
    """The newest first."""
    return [_thanks(row) for row in conn.execute(_TO, {"person": person, "limit": limit})]


def on_wall(conn: Connection, limit: int) -> list[Thanks]:
    """What people have agreed to show, the newest first."""
    return [_thanks(row) for row in conn.execute(_WALL, {"limit": limit})]


def thanks_by_id(conn: Connection, thanks_id: int) -> Thanks | None:
    row = conn.execute(_BY_ID, {"id": thanks_id}).one_or_none()
    return _thanks(row) if row else None


def show(conn: Connection, thanks_id: int, person: str, since: datetime | None) -> bool:
    """Put it on the wall, or with None take it off; False where it is not the person's."""
    return conn.execute(_SHOW, {"of_id": thanks_id, "whose": person, "since": since}).rowcount == 1


def colleagues_words(conn: Connection, report_id: int) -> dict[int, str]:
    """What colleagues wrote about a report, by the number of the thanks: for erasure."""
    return {row.id: row.words for row in conn.execute(_OF_COLLEAGUES, {"report_id": report_id})}


def rewrite(conn: Connection, thanks_id: int, words: str) -> None:
    conn.execute(_REWRITE, {"of_id": thanks_id, "new_words": words})


def _thanks(row: Row[Any]) -> Thanks:
    return Thanks(
        id=row.id,
        person=row.person,
        giver=row.giver,
        report_id=row.report_id,
        reference=row.reference,
        words=row.words if row.giver else row.body or "",
        at=row.at,
        on_wall_since=row.on_wall_since,
    )
