"""Reading coaching notes: only for the two people whose conversation it is."""

from dataclasses import dataclass

from portal.acts.coached_work import entries_of
from portal.acts.workplace import Workplace
from portal.reports.passages import quoted_entry, quoted_words
from portal.reports.report import Report
from portal.reports.timeline import Entry
from portal.store import coaching, reports
from portal.store.coaching import Note, Subject, Thread

MOST_THREADS = 100


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note with what it quotes: `quote` is empty where nothing is quoted, or where the words were erased."""

    note: Note
    quote: str
    quoted: Entry | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """`report` is None where it is about no report."""

    thread: Thread
    notes: tuple[NoteRead, ...]
    report: Report | None


def conversation(workplace: Workplace, thread_id: int, person: str) -> Conversation | None:
    """None where there is none, or it is not the person's. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        thread = coaching.thread_of(conn, thread_id, person)
        if thread is None:
            return None
        notes = coaching.notes_in(conn, [thread])[thread.id]
        report = reports.report_by_id(conn, thread.subject.id) if thread.subject.kind == "report" else None
        entries = entries_of(conn, thread.subject)
    return Conversation(thread, tuple(_read(note, entries) for note in notes), report)


def my_conversations(workplace: Workplace, person: str) -> list[Conversation]:
    """The person's own, the newest first, without their notes. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        found = coaching.threads_of(conn, person, MOST_THREADS)
        about = reports.reports_by_id(conn, {each.subject.id for each in found if each.subject.kind == "report"})
    return [
        Conversation(thread, (), about.get(thread.subject.id) if thread.subject.kind == "report" else None)
        for thread in found
    ]


def conversations_on(workplace: Workplace, report: Report, person: str) -> list[Thread]:
    """The person's own about a report. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return coaching.threads_about(conn, Subject("report", report.id), person)


def _read(note: Note, entries: list[Entry]) -> NoteRead:
    if note.passage is None:
        return NoteRead(note, "", None)
    return NoteRead(note, quoted_words(entries, note.passage), quoted_entry(entries, note.passage))
