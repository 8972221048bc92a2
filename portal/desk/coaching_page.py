"""What the pages of coaching show, to one of the two people whose conversation it is."""

from dataclasses import dataclass
from datetime import datetime

from portal import paths
from portal.acts.read_coaching import Conversation, NoteRead
from portal.acts.workplace import Workplace
from portal.promises.spoken import spoken_time
from portal.reports.timeline import AuthorKind, Entry
from portal.store.coaching import Thread


@dataclass(frozen=True, slots=True)
class NoteShown:
    """`label` is that of the words, empty where they need none.

    `quoted` says whose words are quoted, empty where none are; `quote` is empty once they are erased.
    """

    who: str
    at: str
    label: str
    words: str
    would_try: str
    quote: str
    quoted: str


@dataclass(frozen=True, slots=True)
class ConversationShown:
    """`title` says with whom and about what; `report_address` is empty where it is about no report."""

    address: str
    title: str
    about: str
    reference: str
    report_address: str
    opened: str
    closed: str
    is_my_work: bool
    may_write: bool
    other: str
    notes: tuple[NoteShown, ...]


def conversation_shown(workplace: Workplace, found: Conversation, me: str) -> ConversationShown:
    thread, report = found.thread, found.report
    topic = workplace.library.public.topics.get(report.topic) if report else None
    other = _name(workplace, thread.other_than(me))
    is_my_work = thread.responder == me
    coaches_still = thread.coach in workplace.roster().coaches
    return ConversationShown(
        address=paths.desk_coaching_thread(thread.id),
        title=f"You and {other}",
        about=(topic.says if topic else report.topic) if report else "",
        reference=report.reference if report else "",
        report_address=paths.desk_report_signed_in(report.reference) if report else "",
        opened=_opened(workplace, thread, me),
        closed=_when(workplace, thread.closed_at) if thread.closed_at else "",
        is_my_work=is_my_work,
        may_write=thread.closed_at is None and (is_my_work or coaches_still),
        other=other,
        notes=tuple(_note(workplace, each, thread) for each in found.notes),
    )


def _note(workplace: Workplace, read: NoteRead, thread: Thread) -> NoteShown:
    note = read.note
    return NoteShown(
        who=_name(workplace, note.author),
        at=_when(workplace, note.at),
        label="What I noticed" if note.author == thread.coach else "",
        words=note.words,
        would_try=note.would_try,
        quote=read.quote,
        quoted=_quoted(workplace, read.quoted) if note.passage else "",
    )


def _quoted(workplace: Workplace, entry: Entry | None) -> str:
    """Whose words, and of when: `Mira, 14:03 today`."""
    if entry is None:
        return "The report"
    who = "The customer" if entry.author.kind is AuthorKind.CUSTOMER else _name(workplace, entry.author.key or "")
    return f"{who}, {_when(workplace, entry.at)}"


def _opened(workplace: Workplace, thread: Thread, me: str) -> str:
    who = "You" if thread.opened_by == me else _name(workplace, thread.opened_by)
    asked = "asked for it" if thread.opened_by == thread.responder else "began it"
    return f"{who} {asked}, {_when(workplace, thread.opened_at)}"


def _name(workplace: Workplace, key: str) -> str:
    person = workplace.roster().people.get(key)
    return person.name if person else "a colleague who has left"


def _when(workplace: Workplace, at: datetime) -> str:
    return spoken_time(at, workplace.now(), workplace.library.site.time_zone)
