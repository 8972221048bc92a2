"""Reports as lists on the desk show them: the customer's own words, what is due next, and who has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal import paths
from portal.acts.clocks import promised_version
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.promises.commitments import CommitmentVersion
from portal.promises.spoken import spoken_time
from portal.promises.time_left import TimeLeft, resting, time_left
from portal.reports.excerpts import shortened
from portal.reports.report import Status
from portal.store import clocks
from portal.store.clocks import StoredClock
from portal.store.desk_reading import Listed, first_words
from portal.team.roster import Roster
from portal.web.promise_words import promise_to_keep

MOST_CHARACTERS = 180
_CLOSED = {
    Status.RESOLVED: "resolved",
    Status.DECLINED: "declined",
    Status.LAPSED: "closed, because no answer came",
    Status.WITHDRAWN: "taken back by the customer",
    Status.VOID: "set aside",
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`left` is None where nothing with a time is promised, or the report is closed; then `closed` says how and when.

    `owner` is a display name or "you", None while the whole of `team` has it. `promise` is what is to be done by when.
    """

    address: str
    reference: str
    words: str
    topic: str
    severity: str
    owner: str | None
    team: str
    left: TimeLeft | None
    promise: str
    closed: str
    received: str
    received_iso: str


def report_rows(conn: Connection, workplace: Workplace, me: str, found: Iterable[Listed]) -> list[ReportRow]:
    """The rows in the order given, with two queries for all and one for each promise among them. `me` is a key of
    team.yml.
    """
    found = list(found)
    ids = [each.id for each in found]
    words, running = first_words(conn, ids), clocks.clocks_of_reports(conn, ids)
    leading = {each.id: _leading(each, running.get(each.id, [])) for each in found}
    hashes = {clock.commitment_version for clock in leading.values() if clock}
    versions = {each: promised_version(conn, each) for each in hashes}
    reader = _Reader(workplace.library, workplace.roster(), me, workplace.now())
    return [
        reader.row(each, words.get(each.id, ""), clock, versions[clock.commitment_version] if clock else None)
        for each in found
        for clock in (leading[each.id],)
    ]


def _leading(report: Listed, running: list[StoredClock]) -> StoredClock | None:
    """The clock that is due next, of those on which somebody has to act; they come in the order of their due times."""
    if report.status != Status.OPEN:
        return None
    return next((clock for clock in running if clock.is_to_be_kept), None)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads the rows, and when. `me` is a key of team.yml."""

    library: Library
    roster: Roster
    me: str
    now: datetime

    def row(
        self, report: Listed, words: str, clock: StoredClock | None, version: CommitmentVersion | None
    ) -> ReportRow:
        topic, severity = self.library.public.topics.get(report.topic), self.library.site.severity(report.severity)
        team, status = self.roster.teams.get(report.team), Status(report.status)
        left = resting() if status is Status.WAITING else None
        promise = ""
        if clock is not None and version is not None:
            left = time_left(version, clock.due_at, self.now)
            promise = promise_to_keep(clock.indicator, clock.due_at, self.now, self.roster.time_zone)
        return ReportRow(
            address=paths.desk_report_signed_in(report.reference),
            reference=report.reference,
            words=shortened(words, MOST_CHARACTERS),
            topic=topic.says if topic else report.topic,
            severity=severity.label if severity else report.severity,
            owner=self._owner(report.owner),
            team=team.name if team else report.team,
            left=left,
            promise=promise,
            closed=f"{_CLOSED[status]}, {self._said(report.closed_at)}" if report.closed_at else "",
            received=self._said(report.received_at),
            received_iso=report.received_at.isoformat(timespec="seconds"),
        )

    def _owner(self, key: str | None) -> str | None:
        person = self.roster.people.get(key or "")
        if person is None:
            return None
        return "you" if person.key == self.me else person.name

    def _said(self, at: datetime) -> str:
        return spoken_time(at, self.now, self.roster.time_zone)
