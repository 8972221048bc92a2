"""Coaching notes. Every question asked here names the person who asks, and joins nothing but the notes themselves.

Who reads what of it is decided by the acts alone; no figure is worked out from here (a rules test sees to that).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from portal.reports.passages import Passage
from portal.store.care_tables import coaching_notes, coaching_threads
from portal.store.upsert import insert_into

_T, _N = coaching_threads.c, coaching_notes.c
_IS_MINE = or_(_T.responder == bindparam("person"), _T.coach == bindparam("person"))
_MINE = select(coaching_threads).where(_IS_MINE).order_by(_T.id.desc()).limit(bindparam("limit"))
_BY_ID = select(coaching_threads).where(_T.id == bindparam("id"), _IS_MINE)
_ABOUT = (
    select(coaching_threads)
    .where(_T.subject_kind == bindparam("kind"), _T.subject_id == bindparam("subject_id"), _IS_MINE)
    .order_by(_T.id)
)
_BETWEEN = select(coaching_threads).where(
    _T.subject_kind == bindparam("kind"),
    _T.subject_id == bindparam("subject_id"),
    _T.responder == bindparam("responder"),
    _T.coach == bindparam("coach"),
)
_CLOSE = update(coaching_threads).where(_T.id == bindparam("of_id")).values(closed_at=bindparam("at"))
_NOTES = select(coaching_notes).where(_N.thread_id.in_(bindparam("thread_ids", expanding=True))).order_by(_N.id)
_WRITE = insert(coaching_notes).returning(_N.id)
_NOTES_ABOUT = (
    select(_N.id, _N.words, _N.would_try)
    .join(coaching_threads, _T.id == _N.thread_id)
    .where(_T.subject_kind == bindparam("kind"), _T.subject_id == bindparam("subject_id"))
)
_REWRITE = (
    update(coaching_notes)
    .where(_N.id == bindparam("of_id"))
    .values(words=bindparam("new_words"), would_try=bindparam("new_would_try"))
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is talked about: a report, or a practice report, by its id."""

    kind: Literal["report", "practice"]
    id: int


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation of two people; `responder` is whose work it is. Instants are in UTC."""

    id: int
    subject: Subject
    responder: str
    coach: str
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None

    def other_than(self, person: str) -> str:
        return self.coach if person == self.responder else self.responder


@dataclass(frozen=True, slots=True)
class Note:
    """`would_try` is empty where nothing was proposed."""

    id: int
    thread: int
    author: str
    at: datetime
    passage: Passage | None
    words: str
    would_try: str


def open_between(
    conn: Connection, subject: Subject, responder: str, coach: str, opened_by: str, at: datetime
) -> Thread:
    """The two people's thread about it, locked until the transaction ends; a new one where there is none."""
    values = {
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "responder": responder,
        "coach": coach,
        "opened_by": opened_by,
        "opened_at": at,
    }
    conn.execute(insert_into(conn, coaching_threads).on_conflict_do_nothing(), values)
    asked = {"kind": subject.kind, "subject_id": subject.id, "responder": responder, "coach": coach}
    return _thread(conn.execute(_BETWEEN.with_for_update(), asked).one())


def thread_of(conn: Connection, thread_id: int, person: str, *, lock: bool = False) -> Thread | None:
    """None where there is none, or it is not the person's. `lock` is for use in `writing` only."""
    asked = _BY_ID.with_for_update() if lock else _BY_ID
    row = conn.execute(asked, {"id": thread_id, "person": person}).one_or_none()
    return _thread(row) if row else None


def threads_of(conn: Connection, person: str, limit: int) -> list[Thread]:
    """The person's own, the newest first."""
    return [_thread(row) for row in conn.execute(_MINE, {"person": person, "limit": limit})]


def threads_about(conn: Connection, subject: Subject, person: str) -> list[Thread]:
    """The person's own about it."""
    asked = {"kind": subject.kind, "subject_id": subject.id, "person": person}
    return [_thread(row) for row in conn.execute(_ABOUT, asked)]


def set_closed(conn: Connection, thread: Thread, at: datetime | None) -> None:
    conn.execute(_CLOSE, {"of_id": thread.id, "at": at})


def write(
    conn: Connection, thread: Thread, author: str, at: datetime, passage: Passage | None, words: str, would_try: str
) -> int:
    """Gives the note's number."""
    values = {
        "thread_id": thread.id,
        "author": author,
        "at": at,
        "passage": asdict(passage) if passage else None,
        "words": words,
        "would_try": would_try,
    }
    return int(conn.execute(_WRITE, values).scalar_one())


def notes_in(conn: Connection, threads: list[Thread]) -> dict[int, list[Note]]:
    """The notes of these threads by thread, the oldest first."""
    found: dict[int, list[Note]] = {thread.id: [] for thread in threads}
    for row in conn.execute(_NOTES, {"thread_ids": list(found)}):
        found[row.thread_id].append(_note(row))
    return found


def texts_about(conn: Connection, subject: Subject) -> dict[int, tuple[str, str]]:
    """The two texts of each note about it, by the note's number: for erasure, which shows them to nobody."""
    asked = {"kind": subject.kind, "subject_id": subject.id}
    return {row.id: (row.words, row.would_try) for row in conn.execute(_NOTES_ABOUT, asked)}


def rewrite(conn: Connection, note_id: int, words: str, would_try: str) -> None:
    conn.execute(_REWRITE, {"of_id": note_id, "new_words": words, "new_would_try": would_try})


def _thread(row: Row[Any]) -> Thread:
    return Thread(
        id=row.id,
        subject=Subject(row.subject_kind, row.subject_id),
        responder=row.responder,
        coach=row.coach,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _note(row: Row[Any]) -> Note:
    where: Mapping[str, Any] | None = row.passage
    return Note(
        id=row.id,
        thread=row.thread_id,
        author=row.author,
        at=row.at,
        passage=Passage(**where) if where else None,
        words=row.words,
        would_try=row.would_try,
    )
