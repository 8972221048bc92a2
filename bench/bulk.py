"""Many reports at once, written straight into the store: true timelines, and clocks worked out from them.

Each is what the acts would have left: received, routed, answered, an effort, resolved; every hundredth is still open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, insert, text

from portal.acts.clocks import stored_clock
from portal.acts.workplace import Workplace
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import Target
from portal.reports.clock_events import clock_events
from portal.reports.references import new_reference
from portal.reports.timeline import CUSTOMER, SYSTEM, Author, Entry, Kind, responder
from portal.store.clocks import StoredClock
from portal.store.engine import Store
from portal.store.search_index import index_words
from portal.store.tables import clocks, contacts, reports, texts, timeline
from portal.store.timeline import entry_row

Rows = dict[Table, list[dict[str, Any]]]

REPORTS_A_BATCH = 1_000
_OPEN_EVERY = 100
ENTRIES_A_REPORT = 5
# Five of 22 letters and three of 8 digits; the other shares no factor with it.
_ALL_REFERENCES = 22**5 * 8**3
_SPREAD = 1_000_000_007
_TEXT = "The internet has been down since this morning, and I have switched the box off and on. The light is red."
_TABLES = (reports, contacts, timeline, texts, clocks)


@dataclass(frozen=True, slots=True)
class _Course:
    """One report without its numbers: the row of the report, its entries, and its clocks as stored with the last."""

    report: Mapping[str, Any]
    entries: list[Entry]
    clocks: list[Mapping[str, Any]]


def write_reports(
    workplaces: list[Workplace], count: int, until: datetime, *, distinct: int | None = None, seed: int = 1
) -> int:
    """The same `count` reports, of the year before `until`, into each store; gives how many clocks they have.

    `distinct` is how many of them differ, if not all: the others take the same course at the same times.
    """
    release = workplaces[0].release.hash
    courses = list(_courses(workplaces[0].library, min(count, distinct or count), until, Random(seed)))
    total = 0
    for first in range(1, count + 1, REPORTS_A_BATCH):
        numbers = range(first, min(first + REPORTS_A_BATCH, count + 1))
        rows = _rows([(number, courses[number % len(courses)]) for number in numbers], release)
        total += len(rows[clocks])
        for workplace in workplaces:
            _write(workplace.store, rows)
    for workplace in workplaces:
        if not workplace.store.is_sqlite:
            # What PostgreSQL does by itself within minutes.
            with workplace.store.writing() as conn:
                conn.execute(text("ANALYZE"))
    return total


def _write(store: Store, rows: Rows) -> None:
    with store.writing() as conn:
        for table in _TABLES:
            conn.execute(insert(table), rows[table])
        index_words(conn, _written(rows))


def _written(rows: Rows) -> dict[int, list[str]]:
    """What each report is found by: its reference, who sent it, and what was written on it."""
    found = {report["id"]: [report["reference"]] for report in rows[reports]}
    for contact in rows[contacts]:
        found[contact["report_id"]] += [contact["name"], contact["address"]]
    for each in rows[texts]:
        found[each["entry_id"] // ENTRIES_A_REPORT].append(each["body"])
    return found


def _courses(library: Library, count: int, until: datetime, random: Random) -> Iterator[_Course]:
    roster = library.desk.team.roster(library.site.time_zone)
    topics = list(library.public.topics.values())
    severities = [severity.key for severity in library.site.severities]
    versions = {slug: commitment_version(library, slug) for slug in library.public.commitments}
    apart = timedelta(days=360) / count
    for number in range(count):
        topic, severity = topics[number % len(topics)], severities[number // len(topics) % len(severities)]
        received_at = (until - timedelta(days=362) + apart * number).replace(microsecond=0)
        owner = roster.members(topic.team)[number % len(roster.members(topic.team))].key
        is_open = number % _OPEN_EVERY == 0
        entries = _entries(received_at, responder(owner), random)[: 4 if is_open else ENTRIES_A_REPORT]
        bound = library.commitments_for(topic.slug, severity, received_at.date())
        report = {
            "topic": topic.slug,
            "severity": severity,
            "status": "open" if is_open else "resolved",
            "team": topic.team,
            "owner": owner,
            "received_at": received_at,
            "closed_at": None if is_open else entries[-1].at,
        }
        stored = [_clock_row(versions[each.slug], entries, topic.reopen_within) for each in bound]
        report["next_due_at"] = min((clock.due_at for clock in stored if clock.is_to_be_kept), default=None)
        yield _Course(report, entries, [asdict(clock) for clock in stored])


def _rows(numbered: list[tuple[int, _Course]], release: str) -> Rows:
    rows: Rows = {table: [] for table in _TABLES}
    for number, course in numbered:
        own = {"id": number, "reference": reference(number), "submission_key": f"bench {number}"}
        rows[reports].append({**course.report, **own, "release_hash": release})
        mail = f"sam.{number}@example.org"
        rows[contacts].append({"report_id": number, "kind": "mail", "address": mail, "name": "Sam"})
        for entry_id, entry in enumerate(course.entries, start=number * ENTRIES_A_REPORT):
            rows[timeline].append({"id": entry_id, **entry_row(number, entry)})
            rows[texts] += [{"entry_id": entry_id, "field": field, "body": body} for field, body in entry.texts.items()]
        rows[clocks] += [{**clock, "report_id": number} for clock in course.clocks]
    return rows


def _entries(received_at: datetime, person: Author, random: Random) -> list[Entry]:
    answered_at = received_at + timedelta(minutes=random.randint(5, 300))
    tried_at = answered_at + timedelta(minutes=random.randint(30, 2_000))
    resolved_at = tried_at + timedelta(minutes=random.randint(30, 2_000))
    tried = {"tried": "I restarted the port.", "came_of_it": "It came up.", "next_step": "I look again at four."}
    return [
        Entry(received_at, Kind.RECEIVED, CUSTOMER, public=True, texts={"what_happened": _TEXT}),
        Entry(received_at, Kind.ROUTED, SYSTEM, public=False, facts={"reason": "on_shift", "owner": person.key}),
        Entry(answered_at, Kind.ANSWERED, person, public=True, texts={"answer": "I am on it now."}),
        Entry(tried_at, Kind.EFFORT, person, public=True, texts=tried),
        Entry(resolved_at, Kind.RESOLVED, person, public=True, texts={"what_we_did": "The joint is dry again."}),
    ]


def _clock_row(version: CommitmentVersion, entries: list[Entry], reopen_within: Target) -> StoredClock:
    """As it was stored with the last entry; the report's number is still missing."""
    state = clock_state(version, clock_events(entries), entries[-1].at, reopen_within=reopen_within)
    return stored_clock(0, version, state, reopen_within)


def reference(number: int) -> str:
    """A reference for each number, no two the same and neighbours far apart."""
    left = number * _SPREAD % _ALL_REFERENCES

    def choose(characters: str) -> str:
        nonlocal left
        left, place = divmod(left, len(characters))
        return characters[place]

    return new_reference(choose)
