"""Drafts of pages that editors work on, and what others say of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from portal.store.editing_tables import content_comments, content_drafts


class DraftState(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    THROWN_AWAY = "thrown_away"


@dataclass(frozen=True, slots=True)
class ContentDraft:
    """`person` is an editor's key. `base_hash` and `base_text` are of the file it was begun from, empty where there was
    none; `proposal_id` is that of the proposed page it was begun from. Instants are in UTC.
    """

    id: int
    source: str
    person: str
    base_hash: str
    base_text: str
    text: str
    revision: int
    begun_at: datetime
    saved_at: datetime
    state: DraftState
    proposal_id: int | None

    @property
    def is_open(self) -> bool:
        return self.state is DraftState.OPEN


@dataclass(frozen=True, slots=True)
class NewContentDraft:
    source: str
    person: str
    base_hash: str
    base_text: str
    text: str
    at: datetime
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    person: str
    at: datetime
    words: str


_ADD = insert(content_drafts).returning(content_drafts.c.id)
_DRAFTS = select(content_drafts)
_BY_ID = _DRAFTS.where(content_drafts.c.id == bindparam("id"))
_OPEN = _DRAFTS.where(content_drafts.c.state == DraftState.OPEN.value).order_by(
    content_drafts.c.saved_at.desc(), content_drafts.c.id.desc()
)
_OPEN_OF_PAGE = _OPEN.where(content_drafts.c.source == bindparam("source"))
_OF_PROPOSAL = _DRAFTS.where(content_drafts.c.proposal_id == bindparam("proposal_id")).order_by(content_drafts.c.id)
_IS_OPEN = content_drafts.c.state == DraftState.OPEN.value
_SAVE = (
    update(content_drafts)
    .where(content_drafts.c.id == bindparam("of_id"), content_drafts.c.revision == bindparam("seen"), _IS_OPEN)
    .values(text=bindparam("new_text"), saved_at=bindparam("at"), revision=content_drafts.c.revision + 1)
)
_REBASE = (
    update(content_drafts)
    .where(content_drafts.c.id == bindparam("of_id"), content_drafts.c.revision == bindparam("seen"), _IS_OPEN)
    .values(
        text=bindparam("new_text"),
        base_hash=bindparam("new_hash"),
        base_text=bindparam("new_base"),
        saved_at=bindparam("at"),
        revision=content_drafts.c.revision + 1,
    )
)
_PUBLISHED = update(content_drafts).where(content_drafts.c.id == bindparam("of_id")).values(state="published")
_THROW_AWAY = (
    update(content_drafts)
    .where(content_drafts.c.id == bindparam("of_id"), _IS_OPEN)
    .values(state="thrown_away", text="", base_text="")
)
_REWRITE = (
    update(content_drafts)
    .where(content_drafts.c.id == bindparam("of_id"))
    .values(text=bindparam("new_text"), revision=content_drafts.c.revision + 1)
)
_COMMENT = insert(content_comments)
_COMMENTS = (
    select(content_comments.c.person, content_comments.c.at, content_comments.c.words)
    .where(content_comments.c.draft_id == bindparam("draft_id"))
    .order_by(content_comments.c.id)
)
_COMMENT_ROWS = select(content_comments.c.id, content_comments.c.words).where(
    content_comments.c.draft_id == bindparam("draft_id")
)
_REWRITE_COMMENT = (
    update(content_comments).where(content_comments.c.id == bindparam("of_id")).values(words=bindparam("new_words"))
)


def add(conn: Connection, new: NewContentDraft) -> int:
    """Gives its number."""
    values = {
        "source": new.source,
        "person": new.person,
        "base_hash": new.base_hash,
        "base_text": new.base_text,
        "text": new.text,
        "begun_at": new.at,
        "saved_at": new.at,
        "proposal_id": new.proposal_id,
    }
    return int(conn.execute(_ADD, values).scalar_one())


def draft_by_id(conn: Connection, draft_id: int, *, lock: bool = False) -> ContentDraft | None:
    """With `lock`, nobody else changes it, or looks at it to do so, before the transaction ends."""
    row = conn.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"id": draft_id}).one_or_none()
    return None if row is None else _draft(row)


def open_drafts(conn: Connection, source: str = "") -> list[ContentDraft]:
    """Those that are worked on, of one page or of all, the last saved first."""
    rows = conn.execute(_OPEN_OF_PAGE, {"source": source}) if source else conn.execute(_OPEN)
    return [_draft(row) for row in rows]


def of_proposal(conn: Connection, proposal_id: int) -> list[ContentDraft]:
    """Those that were begun from a proposed page, the oldest first."""
    return [_draft(row) for row in conn.execute(_OF_PROPOSAL, {"proposal_id": proposal_id})]


def save(conn: Connection, draft_id: int, seen: int, text: str, at: datetime) -> bool:
    """False where its revision is not `seen` any more, or it is not open."""
    return conn.execute(_SAVE, {"of_id": draft_id, "seen": seen, "new_text": text, "at": at}).rowcount == 1


def rebase(conn: Connection, draft_id: int, seen: int, text: str, base_hash: str, base_text: str, at: datetime) -> bool:
    """The same, with another file that it was begun from."""
    values = {"new_text": text, "new_hash": base_hash, "new_base": base_text, "at": at}
    return conn.execute(_REBASE, {"of_id": draft_id, "seen": seen, **values}).rowcount == 1


def mark_published(conn: Connection, draft_id: int) -> None:
    conn.execute(_PUBLISHED, {"of_id": draft_id})


def throw_away(conn: Connection, draft_id: int) -> bool:
    """Its words go. False where it is not open."""
    return conn.execute(_THROW_AWAY, {"of_id": draft_id}).rowcount == 1


def add_comment(conn: Connection, draft_id: int, comment: Comment) -> None:
    values = {"draft_id": draft_id, "person": comment.person, "at": comment.at, "words": comment.words}
    conn.execute(_COMMENT, values)


def comments(conn: Connection, draft_id: int) -> list[Comment]:
    """The oldest first."""
    return [Comment(*row) for row in conn.execute(_COMMENTS, {"draft_id": draft_id})]


def rewrite(conn: Connection, draft_id: int, text: str) -> None:
    """For erasure."""
    conn.execute(_REWRITE, {"of_id": draft_id, "new_text": text})


def words_of_comments(conn: Connection, draft_id: int) -> list[tuple[int, str]]:
    """Number and words of each, for erasure."""
    return [(row.id, row.words) for row in conn.execute(_COMMENT_ROWS, {"draft_id": draft_id})]


def rewrite_comment(conn: Connection, comment_id: int, words: str) -> None:
    """For erasure."""
    conn.execute(_REWRITE_COMMENT, {"of_id": comment_id, "new_words": words})


def _draft(row: Row[Any]) -> ContentDraft:
    return ContentDraft(**{**row._mapping, "state": DraftState(row.state)})
