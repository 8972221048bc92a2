"""What a responder sees of a cause: its reports, its sentence, and what was said to all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal import paths
from portal.acts.workplace import Workplace
from portal.desk.cause_beside import promised_words
from portal.languages.formatting import listed
from portal.promises.clocks import State
from portal.promises.spoken import spoken_time
from portal.reports.causes import Cause, Saying, SayingKind, ToldState
from portal.reports.report import Report, Status
from portal.store import cause_sayings, causes, clocks
from portal.store.causes import Size
from portal.store.clocks import StoredClock

MOST_REPORTS_SHOWN = 200
MOST_SAYINGS_SHOWN = 50
MOST_CLOSED_SHOWN = 20

_STANDS = {
    Status.OPEN: "Open",
    Status.WAITING: "Waits for the customer",
    Status.RESOLVED: "Resolved",
    Status.DECLINED: "Declined",
    Status.LAPSED: "Closed without an answer",
    Status.WITHDRAWN: "Taken back",
    Status.VOID: "Set aside",
}
_DID = {
    SayingKind.OPENED: "opened this",
    SayingKind.RENEWED: "renewed the sentence",
    SayingKind.CLOSED: "closed this",
    SayingKind.REOPENED: "opened this again",
    SayingKind.ANSWERED: "answered all open reports",
    SayingKind.RESOLVED: "resolved all open reports",
}


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A cause in the list. `due` and `closed` are in words, or empty."""

    address: str
    title: str
    sentence: str
    topic: str
    size: Size
    due: str
    closed: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`due` is what is due first and when, in words; empty where nothing runs."""

    address: str
    reference: str
    stands: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class Said:
    who: str
    did: str
    when: str
    when_iso: str
    words: str
    reached: str


@dataclass(frozen=True, slots=True)
class CausePage:
    """`promised` is by when the site's promises want the next word, in words, or empty."""

    cause: Cause
    line: CauseLine
    opened: str
    said_by: str
    updated: str
    promised: str
    reports: tuple[ReportLine, ...]
    more_reports: int
    said: tuple[Said, ...]


def cause_lines(workplace: Workplace) -> tuple[list[CauseLine], list[CauseLine]]:
    """The open causes, what is late or due first on top, and those closed last. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        running = causes.open_causes(conn)
        ended = causes.closed_causes(conn, MOST_CLOSED_SHOWN)
        sizes = causes.sizes(conn, [cause.id for cause in (*running, *ended)])
    running.sort(key=lambda cause: (cause.due_at is None, cause.due_at or cause.created_at))
    lines = ([_line(workplace, each, sizes.get(each.id, Size())) for each in some] for some in (running, ended))
    return next(lines), next(lines)


def cause_page(workplace: Workplace, cause_id: int) -> CausePage | None:
    """None where there is no such cause. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        cause = causes.cause_by_id(conn, cause_id)
        if cause is None:
            return None
        found = causes.reports_in(conn, cause_id)
        shown = sorted(found, key=lambda report: not report.status.is_open)[:MOST_REPORTS_SHOWN]
        running = clocks.clocks_of_reports(conn, [report.id for report in shown])
        sayings = cause_sayings.sayings_of(conn, cause_id, MOST_SAYINGS_SHOWN)
        counts, passed = cause_sayings.counts(conn, cause_id), cause_sayings.not_said(conn, cause_id)
    size = Size(len(found), sum(report.status.is_open for report in found))
    now, zone = workplace.now(), workplace.library.site.time_zone
    return CausePage(
        cause=cause,
        line=_line(workplace, cause, size),
        opened=f"by {_name(workplace, cause.opened_by)}, {spoken_time(cause.created_at, now, zone)}",
        said_by=_name(workplace, cause.said_by) if cause.said_by else "",
        updated=spoken_time(cause.updated_at, now, zone),
        promised=promised_words(workplace, cause.topic),
        reports=tuple(_report_line(workplace, report, running.get(report.id, [])) for report in shown),
        more_reports=len(found) - len(shown),
        said=tuple(
            _said(workplace, saying, counts.get(saying.id, {}), passed.get(saying.id, {})) for saying in sayings
        ),
    )


def reached_words(saying: Saying, counts: Mapping[ToldState, int], passed: Mapping[ToldState, Iterable[str]]) -> str:
    """How far a saying has got: "On 11 reports. Not on R7K4-M2PX, closed or taken out meanwhile."

    Empty where it was for none.
    """
    if not counts:
        return ""
    said, waiting = counts.get(ToldState.SAID, 0), counts.get(ToldState.WAITING, 0)
    parts = [f"On {said} report{'' if said == 1 else 's'}."]
    if waiting:
        parts.append(f"It is on its way to {waiting} more.")
    if skipped := tuple(passed.get(ToldState.SKIPPED, ())):
        parts.append(f"Not on {listed(skipped)}, closed or taken out meanwhile.")
    if failed := tuple(passed.get(ToldState.FAILED, ())):
        parts.append(f"It could not be put on {listed(failed)}: write there yourself.")
    return " ".join(parts)


def _line(workplace: Workplace, cause: Cause, size: Size) -> CauseLine:
    now, zone = workplace.now(), workplace.library.site.time_zone
    topic = workplace.library.public.topics.get(cause.topic)
    return CauseLine(
        address=paths.desk_cause(cause.id),
        title=cause.title,
        sentence=cause.sentence,
        topic=topic.says if topic else cause.topic,
        size=size,
        due=spoken_time(cause.due_at, now, zone) if cause.due_at else "",
        closed=spoken_time(cause.closed_at, now, zone) if cause.closed_at else "",
        is_late=cause.is_late(now),
    )


def _report_line(workplace: Workplace, report: Report, running: list[StoredClock]) -> ReportLine:
    roster = workplace.roster()
    team = roster.teams.get(report.team)
    return ReportLine(
        address=paths.desk_report_signed_in(report.reference),
        reference=report.reference,
        stands=_STANDS[report.status],
        owner=_name(workplace, report.owner) if report.owner else (team.name if team else "the team"),
        due=_due(running, workplace.now(), roster.time_zone) if report.status.is_open else "",
    )


def _due(running: list[StoredClock], now: datetime, time_zone: str) -> str:
    said = {"first_response": "answer", "next_update": "next word", "resolution": "settle it"}
    first = min(
        (clock for clock in running if clock.state == State.RUNNING), key=lambda each: each.due_at, default=None
    )
    if first is None:
        return ""
    late = "late: " if first.due_at < now else ""
    return f"{late}{said.get(first.indicator, first.indicator)} by {spoken_time(first.due_at, now, time_zone)}"


def _said(
    workplace: Workplace, saying: Saying, counts: Mapping[ToldState, int], passed: Mapping[ToldState, list[str]]
) -> Said:
    now, zone = workplace.now(), workplace.library.site.time_zone
    due = _next_word(saying.due_at, now, zone) if saying.due_at else ""
    return Said(
        who=_name(workplace, saying.person),
        did=_DID[saying.kind],
        when=spoken_time(saying.at, now, zone),
        when_iso=saying.at.isoformat(timespec="seconds"),
        words=saying.body,
        reached=(reached_words(saying, counts, passed) + due).strip(),
    )


def _next_word(due_at: datetime, now: datetime, time_zone: str) -> str:
    said = spoken_time(due_at, now, time_zone)
    return f" Next word by {said}." if due_at >= now else f" The next word was promised by {said}, which has passed."


def _name(workplace: Workplace, key: str | None) -> str:
    person = workplace.roster().people.get(key or "")
    return person.name if person else "A colleague"
