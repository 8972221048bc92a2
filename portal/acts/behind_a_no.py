"""What stands behind a decline when it is proposed as a page: other reports like it, and words that customers share.

Counts and references only; of customers' words, what at least two of them used. DESIGN §1.1, §4.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.shared_phrases import are_alike, shared_phrases
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Entry, Kind
from portal.store import contacts, declined, timeline

YEAR = timedelta(days=365)
# The words of more declines than this are not compared.
MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Behind:
    """`on_topic` counts the reports of a year on the same topic, this one among them; the others are references."""

    on_topic: int
    declined_on_topic: tuple[str, ...]
    declined_alike: tuple[str, ...]
    same_cause: tuple[str, ...]
    phrases: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        return {
            "on_topic": self.on_topic,
            "declined_on_topic": list(self.declined_on_topic),
            "declined_alike": list(self.declined_alike),
            "same_cause": list(self.same_cause),
        }


def behind(conn: Connection, workplace: Workplace, report: Report) -> Behind:
    """The year until now. Reads the entries of up to MOST_COMPARED reports."""
    since = workplace.now() - YEAR
    others = [found for found in declined.declined_since(conn, since, MOST_COMPARED) if found[0] != report.id]
    same_cause = declined.of_same_cause(conn, report.id, MOST_COMPARED)
    numbers = {report.id, *(found[0] for found in (*others, *same_cause))}
    texts = _texts(conn, numbers)
    mine = texts[report.id].no
    on_topic = [found for found in others if found[2] == report.topic]
    alike = [found for found in others if found[2] != report.topic and are_alike(mine, texts[found[0]].no)]
    near = {report.id, *(found[0] for found in (*on_topic, *alike, *same_cause))}
    people = contacts.contacts_of(conn, near)
    return Behind(
        on_topic=declined.count_on_topic(conn, report.topic, since),
        declined_on_topic=tuple(reference for _, reference, _ in on_topic),
        declined_alike=tuple(reference for _, reference, _ in alike),
        same_cause=tuple(reference for _, reference, _ in same_cause),
        phrases=shared_phrases(
            _by_customer({number: texts[number].customers for number in near}, people),
            without=[contact.name for contact in people.values()],
        ),
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """`no` is what we wrote when we declined, `customers` what the customer wrote."""

    no: str
    customers: str


def _texts(conn: Connection, numbers: set[int]) -> defaultdict[int, _Texts]:
    entries = timeline.entries_without_texts(conn, numbers)
    wanted: dict[int, tuple[int, Entry]] = {}
    for number, found in entries.items():
        for entry in found:
            if entry.id is not None and entry.kind in (Kind.RECEIVED, Kind.CUSTOMER_WROTE, Kind.DECLINED):
                wanted[entry.id] = (number, entry)
    written = timeline.texts_of(conn, wanted)
    no, customers = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for entry_id, (number, entry) in wanted.items():
        (no if entry.kind is Kind.DECLINED else customers)[number] += written.get(entry_id, {}).values()
    found_texts = defaultdict[int, _Texts](lambda: _Texts("", ""))
    found_texts |= {number: _Texts("\n".join(no[number]), "\n".join(customers[number])) for number in numbers}
    return found_texts


def _by_customer(texts: dict[int, str], people: dict[int, Contact]) -> list[str]:
    """What each customer wrote, in all their reports together: a habit of one of them is no word of many."""
    by_person: dict[object, list[str]] = {}
    for number, text in texts.items():
        contact = people.get(number, Contact(ContactKind.NONE))
        by_person.setdefault(contact.address.casefold() or number, []).append(text)
    return ["\n".join(each) for each in by_person.values()]
