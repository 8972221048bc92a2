"""A mistake is kept as a lesson for all: by its owner alone, in their own words, for as long as they like. DESIGN §1.2.

No row of it leads back to the report, and the audit log does not know of it: a lesson without a name has none.
"""

from dataclasses import dataclass
from hashlib import sha256

from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.personal_traces import customer_traces
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import CUSTOMER, Entry
from portal.store import contacts, duties, lessons, timeline
from portal.store.lessons import Lesson, NewLesson

MOST_SHOWN = 200
MOST_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A lesson in its owner's words. `with_name` says whether others read who it is from."""

    what_happened: str
    learned: str
    do_now: str
    with_name: bool


def keep_lesson(workplace: Workplace, report: Report, person: str, filling: str, *, entry_id: int, told: Told) -> None:
    """Of what `person` did in the entry with this id. Raises MoveRefused where it is somebody else's, or where the
    words hold something of the customer's.
    """
    with workplace.store.writing() as conn:
        entries = timeline.entries(conn, report.id)
        _require_own(workplace, entries, entry_id, person)
        traces = traces_in(
            told, contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE), report.reference, entries
        )
        if traces:
            raise MoveRefused(say_traces(traces))
        words = (told.what_happened, told.learned, told.do_now)
        said = sha256("\0".join((filling, *words)).encode(errors="surrogatepass")).hexdigest()
        if duties.claim_duty(conn, f"form:lesson:{said}", workplace.now()):
            happened, learned, now_do = map(tidy, words)
            new = NewLesson(person, report.topic, happened, learned, now_do, told.with_name, workplace.now())
            lessons.add(conn, new)


def take_back_lesson(workplace: Workplace, lesson_id: int, person: str) -> None:
    """Nothing of it stays. Twice is once. Raises MoveRefused for anybody but its owner, leads included."""
    with workplace.store.writing() as conn:
        found = lessons.lesson_by_id(conn, lesson_id)
        if found is not None and found.person != person:
            raise MoveRefused("Only whoever wrote a lesson can take it back.")
        lessons.remove(conn, lesson_id, person)


def all_lessons(workplace: Workplace, topic: str | None = None) -> list[Lesson]:
    """The newest first; of one topic where asked. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return lessons.newest(conn, MOST_SHOWN, topic=topic)


def lessons_beside(workplace: Workplace, report: Report) -> list[Lesson]:
    """The newest of the report's topic. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return lessons.newest(conn, MOST_BESIDE, topic=report.topic)


def traces_in(told: Told, contact: Contact, reference: str, entries: list[Entry]) -> tuple[str, ...]:
    """What of the report's customer stands in the words."""
    text = "\n\n".join((told.what_happened, told.learned, told.do_now))
    return customer_traces(text, contact, reference, customers_words(entries))


def customers_words(entries: list[Entry]) -> str:
    """All that the customer wrote."""
    theirs = (entry for entry in entries if entry.author == CUSTOMER)
    written = (entry.texts.get(field, "") for entry in theirs for field in ("what_happened", "words"))
    return "\n".join(words for words in written if words)


def say_traces(traces: tuple[str, ...]) -> str:
    quoted = ", ".join(f"“{trace}”" for trace in traces)
    return f"Take out what belongs to the customer: {quoted}. A lesson works without it."


def _require_own(workplace: Workplace, entries: list[Entry], entry_id: int, person: str) -> None:
    found = next((entry for entry in entries if entry.id == entry_id and entry.author.is_staff), None)
    if found is None:
        raise MoveRefused("Choose what of yours it is about.")
    if found.author.key != person:
        owner = workplace.roster().people.get(found.author.key or "")
        name = owner.name if owner else "a colleague"
        raise MoveRefused(
            f"This was {name}’s, and only {name} can make a lesson of it for all. Neither a lead nor a coach can do it "
            "for somebody else. If you think that it would help others, ask them."
        )
