"""Pages that somebody asked to be published from the desk, one after the other, and what came of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from portal.store.editing_tables import content_publications as table


class PublicationState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    PUBLISHED = "published"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ContentPublication:
    """`why` is the editor's sentence on what changed. `outcome` holds what came of it, as plain data."""

    id: int
    draft_id: int
    source: str
    person: str
    text: str
    why: str
    asked_at: datetime
    taken_at: datetime | None
    done_at: datetime | None
    state: PublicationState
    outcome: Mapping[str, Any]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


_ADD = insert(table).returning(table.c.id)
_ALL = select(table)
_BY_ID = _ALL.where(table.c.id == bindparam("id"))
_UNDER_WAY = table.c.state.in_([PublicationState.WAITING.value, PublicationState.WORKING.value])
_OF_DRAFT = _ALL.where(table.c.draft_id == bindparam("draft_id")).order_by(table.c.id.desc()).limit(1)
_PUBLISHED_OF_PAGE = (
    _ALL.where(table.c.source == bindparam("source"), table.c.state == PublicationState.PUBLISHED.value)
    .order_by(table.c.id.desc())
    .limit(bindparam("limit"))
)
_NEXT = _ALL.where(_UNDER_WAY).order_by(table.c.id).limit(1)
_TAKE = (
    update(table)
    .where(
        table.c.id == bindparam("of_id"),
        or_(
            table.c.state == "waiting",
            (table.c.state == "working")
            & or_(table.c.taken_at < bindparam("abandoned"), table.c.taken_at == bindparam("ours")),
        ),
    )
    .values(state="working", taken_at=bindparam("at"))
)
_DONE = (
    update(table)
    .where(table.c.id == bindparam("of_id"), table.c.state == "working")
    .values(state=bindparam("new_state"), done_at=bindparam("at"), outcome=bindparam("new_outcome"))
)
_EMPTIED = update(table).where(table.c.id == bindparam("of_id"), table.c.state == "refused").values(text="", why="")
_HAND_BACK = (
    update(table)
    .where(table.c.id == bindparam("of_id"), table.c.state == "working")
    .values(state="waiting", taken_at=None)
)
_REFUSE_WAITING = (
    update(table)
    .where(table.c.draft_id == bindparam("of_draft"), table.c.state == "waiting")
    .values(state="refused", done_at=bindparam("at"), outcome=bindparam("new_outcome"))
)
_FORGET_UNPUBLISHED = (
    update(table).where(table.c.draft_id == bindparam("of_draft"), table.c.state == "refused").values(text="", why="")
)


def ask(conn: Connection, draft_id: int, source: str, person: str, text: str, why: str, at: datetime) -> int:
    """Gives its number."""
    values = {"draft_id": draft_id, "source": source, "person": person, "text": text, "why": why, "asked_at": at}
    return int(conn.execute(_ADD, {**values, "outcome": {}}).scalar_one())


def publication_by_id(conn: Connection, publication_id: int) -> ContentPublication | None:
    row = conn.execute(_BY_ID, {"id": publication_id}).one_or_none()
    return None if row is None else _publication(row)


def last_of_draft(conn: Connection, draft_id: int) -> ContentPublication | None:
    row = conn.execute(_OF_DRAFT, {"draft_id": draft_id}).one_or_none()
    return None if row is None else _publication(row)


def published_of_page(conn: Connection, source: str, limit: int) -> list[ContentPublication]:
    """What was published of a page from the desk, the newest first."""
    return [_publication(row) for row in conn.execute(_PUBLISHED_OF_PAGE, {"source": source, "limit": limit})]


def next_under_way(conn: Connection) -> ContentPublication | None:
    """The first that is not done, whoever may be at it."""
    row = conn.execute(_NEXT).one_or_none()
    return None if row is None else _publication(row)


def take(
    conn: Connection, publication_id: int, at: datetime, abandoned: datetime, ours: datetime | None = None
) -> bool:
    """Claim it; one that was never finished counts as waiting if it was taken before `abandoned`, or just at `ours`.

    False if another has it.
    """
    values = {"of_id": publication_id, "at": at, "abandoned": abandoned, "ours": ours}
    return conn.execute(_TAKE, values).rowcount == 1


def hand_back(conn: Connection, publication_id: int) -> None:
    """Taken up, and to be done later: it waits again."""
    conn.execute(_HAND_BACK, {"of_id": publication_id})


def finish(
    conn: Connection, publication_id: int, state: PublicationState, at: datetime, outcome: Mapping[str, Any]
) -> None:
    """What is refused keeps no words of its own: the draft has them, and an erasure may have come in between."""
    values = {"of_id": publication_id, "new_state": state.value, "at": at, "new_outcome": dict(outcome)}
    conn.execute(_DONE, values)
    if state is PublicationState.REFUSED:
        conn.execute(_EMPTIED, {"of_id": publication_id})


def forget_unpublished(conn: Connection, draft_id: int, at: datetime, outcome: Mapping[str, Any]) -> None:
    """For erasure: what waits is refused with that `outcome`, and the words of what was never published go."""
    conn.execute(_REFUSE_WAITING, {"of_draft": draft_id, "at": at, "new_outcome": dict(outcome)})
    conn.execute(_FORGET_UNPUBLISHED, {"of_draft": draft_id})


def _publication(row: Row[Any]) -> ContentPublication:
    return ContentPublication(**{**row._mapping, "state": PublicationState(row.state)})
