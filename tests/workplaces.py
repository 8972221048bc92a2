"""A small organisation at work: a real library, a workplace on a fresh store, and a clock that tests can set.

Riverside Water has two teams. Mira and Tom answer for the lines, Bea for bills; Ruth leads. Bea edits
pages too, and Ines edits them and answers nothing. A conftest that wants the fixtures imports them from here.
"""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sqlalchemy import Row, select

from portal.acts.in_force import InForce
from portal.acts.submit import Submission, submit
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.library.release import Release, release_of, write_release
from portal.library.team_file import ShiftLine
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Entry, Kind
from portal.settings import Settings
from portal.store import clocks, outbox, timeline
from portal.store.clocks import StoredClock
from portal.store.engine import Store
from portal.store.outbox import ClaimedNotice
from portal.store.reports import report_by_id
from portal.store.tables import metadata

# A Monday in winter, when London's time is UTC; Mira and Tom are on shift, Bea is not.
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BUILT_AT = NOON - timedelta(days=3)
SECRET = "a secret of the tests, long enough to be one"
ADA = Contact(ContactKind.MAIL, "ada@example.org", "Ada")
BY_PHONE = Contact(ContactKind.PHONE, "01632 960 001")
NO_CONTACT = Contact(ContactKind.NONE)

_numbers = count(1)

_SITE = """
    organisation: Riverside Water
    tagline: Water for six streets
    base_url: https://www.riverside.example
    time_zone: Europe/London
    calendars:
      office:
        hours:
          mon: [["08:00", "18:00"]]
          tue: [["08:00", "18:00"]]
          wed: [["08:00", "18:00"]]
          thu: [["08:00", "18:00"]]
          fri: [["08:00", "18:00"]]
    severities:
      - {key: annoying, label: It annoys me, hint: I can get by.}
      - {key: urgent, label: I have no water}
    fallback_contact: {phone: 01632 960 100, mail: help@riverside.example, hours: "every day, 7:00 to 22:00"}
"""
_TEAM = """
    teams:
      lines: {name: the lines desk}
      bills: {name: the bills desk}
    responders:
      mira:
        name: Mira
        mail: mira@riverside.example
        teams: [lines]
        shifts: [{days: [mon, tue, wed, thu, fri], hours: ["08:00", "16:00"]}]
      tom:
        name: Tom
        mail: tom@riverside.example
        teams: [lines]
        shifts: [{days: [mon, tue, wed, thu, fri], hours: ["10:00", "18:00"]}]
      bea:
        name: Bea
        mail: bea@riverside.example
        teams: [bills]
        editor: true
        shifts: [{days: [tue, wed], hours: ["09:00", "17:00"]}]
    leads:
      ruth: {name: Ruth, mail: ruth@riverside.example, teams: [lines, bills]}
    editors:
      ines: {name: Ines, mail: ines@riverside.example}
    authority:
      - {responsibility: ours, severity: annoying, may_give: [A letter that says sorry.], up_to: 5}
      - {responsibility: shared, severity: annoying, may_give: [Half of it.], up_to: 2}
      - {responsibility: theirs, severity: annoying, may_give: [Advice.], up_to: 0}
      - {responsibility: ours, severity: urgent, may_give: [Bottled water today.], up_to: 50}
      - {responsibility: shared, severity: urgent, may_give: [Bottled water today.], up_to: 50}
      - {responsibility: theirs, severity: urgent, may_give: [Bottled water today.], up_to: 50}
"""
_CHOICE = """
    review_by: 2027-06-30
    costs: {customer: You wait a little., us: A van at night.}
    benefits: {customer: Somebody comes., us: We hear of it.}
    prevent: We renew three miles of pipe each year.
"""
_PAGES = {
    "public/index.md": "title: Home",
    "public/about.md": "title: About us\nowner: bea",
    "public/policies/refunds.md": "title: Refunds\nsummary: When money comes back.\nowner: bills",
    "public/policies/history.md": "title: Our history\nsummary: How it began.",
    "public/policies/unfinished.md": "title: A page nobody may see yet\nsummary: Not yet.\nowner: bills\ndraft: true",
    "public/topics/no-water.md": f"""
        title: No water
        says: No water comes out of my tap
        summary: We find the reason and mend it.
        owner: lines
        stance: all-costs
        team: lines
        reopen_within: 14 days
        order: 1
        {_CHOICE}
    """,
    "public/topics/wrong-bill.md": f"""
        title: A wrong bill
        says: My bill is wrong
        summary: We put it right.
        owner: bills
        stance: triage
        team: bills
        reopen_within: 14 days
        order: 2
        {_CHOICE}
    """,
    "public/topics/not-yet.md": f"""
        title: Not yet
        says: Something we do not take reports on yet
        summary: Later.
        owner: bills
        stance: triage
        team: bills
        reopen_within: 14 days
        draft: true
        {_CHOICE}
    """,
    "public/topics/something-else.md": f"""
        title: Something else
        says: It is something else
        summary: Tell us anyway.
        owner: lines
        stance: triage
        team: lines
        reopen_within: 14 days
        catch_all: true
        {_CHOICE}
    """,
    "public/limitations/brown-water.md": f"""
        title: The water is brown after a storm
        summary: For a day the water may look brown.
        owner: lines
        since: 2024-01-01
        symptoms: [brown water]
        workaround: Let it run for ten minutes.
        instead: We test it and tell you.
        topics: [no-water]
        {_CHOICE}
    """,
    "public/commitments/first-reply.md": """
        title: A person answers within four working hours
        summary: Somebody reads it and writes back.
        owner: lines
        review_by: 2027-06-30
        indicator: first_response
        target: 4 working hours
        calendar: office
        remedy: £5 off your next bill.
        effective_from: 2026-03-01
    """,
    "public/commitments/next-word.md": """
        title: You hear from us every two working days
        summary: No silence.
        owner: lines
        review_by: 2027-06-30
        indicator: next_update
        target: 2 working days
        calendar: office
        remedy: A call the same day.
        effective_from: 2026-03-01
    """,
    "public/commitments/mended.md": """
        title: Mended within three days
        summary: Water again.
        owner: lines
        review_by: 2027-06-30
        indicator: resolution
        target: 3 days
        applies_to: {topics: no-water}
        remedy: £10 for each further day.
        effective_from: 2026-03-01
    """,
    "desk/scripts/first-word.md": "title: First word\nsummary: To begin with.\ntopics: no-water",
    "desk/scripts/about-bills.md": "title: About bills\nsummary: Sums.\ntopics: wrong-bill",
    "desk/guides/saying-no.md": "title: Saying no\nsummary: With grace.",
}
_SCRIPT_BODY = "Dear {{customer_name}}, 1 < 2 & [[what you see from here]]. `<script>alert(1)</script>`"


class Clock:
    """Gives the instant that it was set to last."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **lengths: float) -> datetime:
        """Move on by `hours=2` or the like, also backward; gives the new instant."""
        self.now += timedelta(**lengths)
        return self.now


def write_content(site_dir: Path) -> None:
    """Lay out the small organisation's content/ in a site folder."""
    _write(site_dir / "content" / "site.yml", dedent(_SITE))
    _write(site_dir / "content" / "desk" / "team.yml", dedent(_TEAM))
    for name, fields in _PAGES.items():
        body = _SCRIPT_BODY if name.startswith("desk/scripts/") else "Because we looked at it."
        lines = (line.strip() for line in fields.splitlines() if line.strip())
        _write(site_dir / "content" / name, "\n".join(("---", *lines, "---", "", body, "")))


@lru_cache(maxsize=1)
def small_library() -> Library:
    """The library of `write_content`, read by the loader once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        write_content(Path(folder))
        return checked_library(Path(folder), date(2026, 11, 22))


def workplace_on(store: Store, settings: Settings, clock: Clock, library: Library | None = None) -> Workplace:
    """A workplace whose release is published and in force."""
    workplace = Workplace(store, settings, SECRET, InForce(store, settings), clock)
    publish(workplace, library or small_library(), BUILT_AT)
    return workplace


def publish(workplace: Workplace, library: Library, at: datetime | None = None) -> Release:
    """What `build` does to the release, followed by the refresh that each request begins with."""
    release = release_of(library, at or workplace.now())
    write_release(release, workplace.settings.release_file)
    workplace.in_force.refresh(workplace.now())
    return release


def without_topic(library: Library, slug: str) -> Library:
    topics = {name: topic for name, topic in library.public.topics.items() if name != slug}
    return library.model_copy(update={"public": library.public.model_copy(update={"topics": topics})})


def without_person(library: Library, key: str) -> Library:
    people = {name: person for name, person in library.desk.team.responders.items() if name != key}
    return _with_responders(library, people)


def without_shifts(library: Library) -> Library:
    people = {name: person.model_copy(update={"shifts": ()}) for name, person in library.desk.team.responders.items()}
    return _with_responders(library, people)


def with_shifts(library: Library, key: str, shifts: tuple[ShiftLine, ...]) -> Library:
    """The library with another pattern of the week for one responder."""
    people = library.desk.team.responders
    return _with_responders(library, {**people, key: people[key].model_copy(update={"shifts": shifts})})


def with_target(library: Library, slug: str, target: str) -> Library:
    """The library with another target for one promise."""
    page = library.public.commitments[slug]
    changed = type(page).model_validate(page.model_dump() | {"target": target})
    commitments = library.public.commitments | {slug: changed}
    return library.model_copy(update={"public": library.public.model_copy(update={"commitments": commitments})})


def submission(workplace: Workplace, **changes: Any) -> Submission:
    """What the check page sends for a filling-in that nobody has sent before."""
    new = Submission(
        filling=f"filling {next(_numbers)}",
        topic="no-water",
        severity="urgent",
        what_happened="The tap is dry.",
        contact=ADA,
        shown_release=workplace.release.hash,
    )
    return replace(new, **changes)


def reported(workplace: Workplace, **changes: Any) -> Report:
    """A report that was just filed; it is Mira's, unless `changes` say otherwise."""
    return submit(workplace, submission(workplace, **changes))


def filling() -> str:
    """A filling-in of a form that nobody has sent before."""
    return f"filling {next(_numbers)}"


def story(workplace: Workplace, report: Report) -> list[Entry]:
    with workplace.store.reading() as conn:
        return timeline.entries(conn, report.id)


def now_of(workplace: Workplace, report: Report) -> Report:
    """The report as it stands now."""
    with workplace.store.reading() as conn:
        found = report_by_id(conn, report.id)
    assert found is not None
    return found


def kinds(workplace: Workplace, report: Report, *, public: bool | None = None) -> list[Kind]:
    """What happened to the report, in order; only what is public, or only what is not, where `public` says so."""
    return [entry.kind for entry in story(workplace, report) if public in (None, entry.public)]


def clocks_on(workplace: Workplace, report: Report) -> dict[str, StoredClock]:
    """The report's clocks by indicator."""
    with workplace.store.reading() as conn:
        return {clock.indicator: clock for clock in clocks.clocks_of(conn, report.id)}


def claimed(workplace: Workplace) -> list[ClaimedNotice]:
    """All that is due to be sent; marked as sent, so that a later look gives only what is new."""
    with workplace.store.writing() as conn:
        found = outbox.claim(conn, workplace.now(), 3_600, 1_000)
        for notice in found:
            outbox.mark_sent(conn, notice, workplace.now())
        return found


def told(workplace: Workplace) -> list[tuple[str, str]]:
    """Message and recipient of all that was queued since the last look."""
    return sorted((notice.message, notice.recipient or "customer") for notice in claimed(workplace))


def rows(store: Store) -> dict[str, list[Row[Any]]]:
    """Every row of every table, but for the counters of rate limits, which no act depends on."""
    tables = [table for table in metadata.sorted_tables if table.name != "rate_counters"]
    with store.reading() as conn:
        return {table.name: sorted(conn.execute(select(table)), key=repr) for table in tables}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workplace(store: Store, settings: Settings, clock: Clock) -> Workplace:
    """On SQLite and on PostgreSQL in turn."""
    return workplace_on(store, settings, clock)


@pytest.fixture
def sqlite_workplace(sqlite_store: Store, sqlite_settings: Settings, clock: Clock) -> Workplace:
    """On SQLite alone, for what does not depend on the database."""
    return workplace_on(sqlite_store, sqlite_settings, clock)


def _with_responders(library: Library, people: dict[str, Any]) -> Library:
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
