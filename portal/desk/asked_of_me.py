"""What a lead is asked and has not answered: what is above authority, and training. DESIGN §1.5."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal import paths
from portal.acts.team_promises import promised_at
from portal.acts.workplace import Workplace
from portal.desk.training_page import asked_for_training
from portal.errors import NoHoursLeft
from portal.promises.spoken import spoken_time
from portal.promises.time_left import TimeLeft, Urgency, time_left
from portal.reports.excerpts import shortened
from portal.reports.questions import answer_due_at, leads_asked, open_questions
from portal.store import lead_questions, reports, timeline
from portal.team.roster import Person

MOST_CHARACTERS = 180
# What nobody has answered for half a year was settled elsewhere.
LOOK_BACK = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Asked:
    """`who` asks, then `asks` and a link that reads `leads_to`; `left` is the time left and `due` the time itself, in
    words, empty where it says nothing more. `sign` names one of parts/signs.
    """

    who: str
    asks: str
    words: str
    left: str
    due: str
    sign: str
    address: str
    leads_to: str


def asked_of_me(conn: Connection, workplace: Workplace, me: Person) -> tuple[Asked, ...]:
    """What waits for this lead, due first on top; what has no due time comes last. Raises StoreUnavailable."""
    found = [*_allowances(conn, workplace, me), *_trainings(conn, workplace, me)]
    return tuple(asked for _, asked in sorted(found, key=lambda each: (each[0] is None, each[0] or workplace.now())))


def _allowances(conn: Connection, workplace: Workplace, me: Person) -> Iterator[tuple[datetime | None, Asked]]:
    asked = lead_questions.on_open_reports(conn, workplace.now() - LOOK_BACK)
    by_report = timeline.entries_without_texts(conn, {each.report_id for each in asked})
    mine = [
        (report_id, entry)
        for report_id, entries in by_report.items()
        for entry in open_questions(entries)
        if me.key in leads_asked(entry)
    ]
    known = reports.reports_by_id(conn, [report_id for report_id, _ in mine])
    texts = timeline.texts_of(conn, [entry.id or 0 for _, entry in mine])
    for report_id, entry in mine:
        due_at, worth = answer_due_at(entry), entry.facts.get("worth")
        yield (
            due_at,
            _asked(
                conn,
                workplace,
                who=entry.author.key,
                asks=f"asks you to allow something{f' worth {worth}' if worth else ''}, on",
                words=texts.get(entry.id or 0, {}).get("offer", ""),
                at=entry.at,
                due_at=due_at,
                address=f"{paths.desk_report_signed_in(known[report_id].reference)}#asked",
                leads_to=known[report_id].reference,
            ),
        )


def _trainings(conn: Connection, workplace: Workplace, me: Person) -> Iterator[tuple[datetime | None, Asked]]:
    for each in asked_for_training(conn, workplace, me):
        yield (
            each.due_at,
            _asked(
                conn,
                workplace,
                who=each.person,
                asks="asks you for training, on",
                words=each.words,
                at=each.asked_at,
                due_at=each.due_at,
                address=paths.DESK_TRAINING,
                leads_to="the page of training",
            ),
        )


def _asked(
    conn: Connection,
    workplace: Workplace,
    *,
    who: str | None,
    asks: str,
    words: str,
    at: datetime,
    due_at: datetime | None,
    address: str,
    leads_to: str,
) -> Asked:
    roster, now = workplace.roster(), workplace.now()
    asker = roster.people.get(who or "")
    left = _left(conn, workplace, at, due_at) if due_at else None
    due = f"answer by {spoken_time(due_at, now, roster.time_zone)}" if due_at else ""
    return Asked(
        who=asker.name if asker else "A colleague",
        asks=asks,
        words=shortened(words, MOST_CHARACTERS),
        left=f"{left.words[0].upper()}{left.words[1:]}" if left else "Waits for you",
        due=due or f"asked {spoken_time(at, now, roster.time_zone)}",
        sign=(left.urgency if left else Urgency.IN_TIME).value,
        address=address,
        leads_to=leads_to,
    )


def _left(conn: Connection, workplace: Workplace, at: datetime, due_at: datetime) -> TimeLeft | None:
    """In the hours of the promise that was given as it was asked; None where that is no longer known."""
    for version in promised_at(conn, workplace, "lead_answer", at):
        try:
            if version.due_at(at) == due_at:
                return time_left(version, due_at, workplace.now())
        except NoHoursLeft:
            continue
    return None
