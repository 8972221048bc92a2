"""Coaching notes: of a coach and of whoever did a piece of work, about it, and read by nobody else. DESIGN §1.2.

The audit log knows nothing of it: a row there, however bare, stands beside who was at work at that minute. The notice
says that there is a note, never its words.
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from portal import paths
from portal.acts.coached_work import entries_of, people_of
from portal.acts.notify_people import notify_people
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.passages import Passage, find_passage
from portal.store import coaching, duties
from portal.store.coaching import Subject, Thread

NOTE_WRITTEN = "note_written"
NOT_IN_REPORT = "These words do not stand there. Copy them from the report as they are, or leave this empty."
_NOT_YOURS = "This conversation is between two other people."


@dataclass(frozen=True, slots=True)
class NewNote:
    """`quoted` is a passage in the words of the report, `would_try` what its author would try; both may be empty."""

    words: str
    would_try: str = ""
    quoted: str = ""


def ask_coach(workplace: Workplace, subject: Subject, person: str, filling: str, *, coach: str, note: NewNote) -> int:
    """`person` asks a coach to look at their own work; gives the thread's number. Raises MoveRefused."""
    return _open(workplace, subject, person, filling, note, responder=person, coach=coach)


def offer_note(
    workplace: Workplace, subject: Subject, coach: str, filling: str, *, responder: str, note: NewNote
) -> int:
    """A coach begins, about the work of `responder`; gives the thread's number. Raises MoveRefused."""
    return _open(workplace, subject, coach, filling, note, responder=responder, coach=coach)


def write_note(workplace: Workplace, thread_id: int, person: str, filling: str, note: NewNote) -> None:
    """Either of the two goes on. Raises MoveRefused."""
    with workplace.store.writing() as conn:
        thread = coaching.thread_of(conn, thread_id, person, lock=True)
        if thread is None:
            raise MoveRefused(_NOT_YOURS)
        if person == thread.coach:
            _require_coach(workplace, person)
        if not _is_repeat(conn, workplace, filling, note):
            _write(conn, workplace, thread, person, note)


def close_thread(workplace: Workplace, thread_id: int, person: str) -> None:
    """The responder ends it; twice is once. Raises MoveRefused for anybody else, the coach included."""
    _set_closed(workplace, thread_id, person, is_closed=True)


def reopen_thread(workplace: Workplace, thread_id: int, person: str) -> None:
    """The responder opens it again. Raises MoveRefused for anybody else."""
    _set_closed(workplace, thread_id, person, is_closed=False)


def _open(
    workplace: Workplace, subject: Subject, by: str, filling: str, note: NewNote, *, responder: str, coach: str
) -> int:
    with workplace.store.writing() as conn:
        _require_coach(workplace, coach)
        if responder == coach:
            raise MoveRefused("Choose somebody else: nobody is their own coach.")
        if responder not in people_of(workplace, entries_of(conn, subject)):
            who = "You have" if responder == by else "They have"
            raise MoveRefused(f"{who} written nothing here. A note is for whoever did the work.")
        thread = coaching.open_between(conn, subject, responder, coach, by, workplace.now())
        if not _is_repeat(conn, workplace, filling, note):
            _write(conn, workplace, thread, by, note)
        return thread.id


def _write(conn: Connection, workplace: Workplace, thread: Thread, person: str, note: NewNote) -> None:
    if thread.closed_at is not None:
        raise MoveRefused(
            "You have closed this conversation. Open it again first."
            if person == thread.responder
            else f"{workplace.roster().people[thread.responder].name} has closed this conversation, and can open it "
            "again whenever they like. Talk to them in person if it matters."
        )
    now, passage = workplace.now(), _passage(conn, thread.subject, note.quoted)
    note_id = coaching.write(conn, thread, person, now, passage, tidy(note.words), tidy(note.would_try))
    facts = {
        "who": person,
        "asks": person == thread.opened_by == thread.responder,
        "page": paths.desk_coaching_thread(thread.id),
    }
    notify_people(conn, workplace, NOTE_WRITTEN, [thread.other_than(person)], facts, cause=str(note_id))


def _passage(conn: Connection, subject: Subject, quoted: str) -> Passage | None:
    if not quoted.strip():
        return None
    found = find_passage(entries_of(conn, subject), quoted)
    if found is None:
        raise MoveRefused(NOT_IN_REPORT)
    return found


def _require_coach(workplace: Workplace, person: str) -> None:
    if person not in workplace.roster().coaches:
        raise MoveRefused(
            "Notes on somebody’s work are written by a coach. team.yml says who is one; leads always are."
        )


def _set_closed(workplace: Workplace, thread_id: int, person: str, *, is_closed: bool) -> None:
    with workplace.store.writing() as conn:
        thread = coaching.thread_of(conn, thread_id, person, lock=True)
        if thread is None:
            raise MoveRefused(_NOT_YOURS)
        if person != thread.responder:
            raise MoveRefused("Only whoever’s work it is closes the conversation, or opens it again.")
        if (thread.closed_at is not None) != is_closed:
            coaching.set_closed(conn, thread, workplace.now() if is_closed else None)


def _is_repeat(conn: Connection, workplace: Workplace, filling: str, note: NewNote) -> bool:
    said = sha256("\0".join((filling, note.words, note.would_try, note.quoted)).encode(errors="surrogatepass"))
    return not duties.claim_duty(conn, f"form:coaching:{said.hexdigest()}", workplace.now())
