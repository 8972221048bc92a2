"""Every stored clock worked out anew from its report's timeline, and whatever differs. DESIGN §5 "Pure".

Time alone changes a clock without anybody storing it: once its due time has passed it is missed, once the window to
reopen has closed a resolution is kept for good, and a pause grows. So a stored clock is right when it equals what is
worked out for one moment since the report's last entry: that of the entry itself, the one to which a pause was counted,
or now. `next_check_at` says what the watch has done already, which no timeline tells; it is wrong only where a promise
would run out unwatched. When the next promise is due is stored with the report as well, and compared with its clocks.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from portal.acts.answering import acting_on
from portal.acts.clocks import promised_version, reopen_within_of, stored_clock
from portal.acts.workplace import Workplace
from portal.errors import PromiseError
from portal.promises.clock_events import ClockEvent
from portal.promises.clocks import State, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import Target
from portal.promises.when_written import iso_utc
from portal.reports.clock_events import clock_events
from portal.reports.report import Report
from portal.reports.timeline import Entry
from portal.store import clocks, reports, timeline
from portal.store.clocks import StoredClock

REPORTS_A_BATCH = 500

_COMPARED = (
    "commitment",
    "indicator",
    "state",
    "started_at",
    "due_at",
    "stopped_at",
    "paused_s",
    "missed_at",
    "outcome",
    "counts_at",
    "counted_run",
)
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one clock, in words. `field` is `timeline` where the clock cannot be worked out at all.

    `commitment` is `next-due` for what the report itself keeps of its clocks.
    """

    reference: str
    commitment: str
    field: str
    stored: str
    worked_out: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What one batch of reports gave: how many clocks there were, and what differed."""

    clocks: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What differs; `right` is the clock as it should be now, None where it cannot be worked out or is no clock."""

    report_id: int
    right: StoredClock | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the timeline of a report tells its clocks; `last_at` is the time of its last entry."""

    report: Report
    events: list[ClockEvent]
    last_at: datetime
    now: datetime
    reopen_within: Target

    def clock_at(self, version: CommitmentVersion, at: datetime) -> StoredClock:
        """Raises PromiseError where the timeline makes no sense."""
        state = clock_state(version, self.events, at, reopen_within=self.reopen_within)
        return stored_clock(self.report.id, version, state, self.reopen_within)


def recompute(workplace: Workplace, *, repair: bool = False) -> Iterator[Recomputed]:
    """Go through all reports a batch at a time, so that memory does not grow with them; four queries each.

    With `repair`, what was worked out is stored, and the watch looks at those clocks next. Raises StoreError where a
    promise that was made is missing, StoreUnavailable.
    """
    versions: dict[str, CommitmentVersion] = {}
    after = 0
    while True:
        with workplace.store.reading() as conn:
            batch = reports.reports_after(conn, after, REPORTS_A_BATCH)
            counted, wrong = _compare(conn, workplace, batch, versions)
        if not batch:
            return
        after = batch[-1].id
        if repair:
            for report_id in {each.report_id: None for each in wrong}:
                _repair(workplace, report_id, versions)
        yield Recomputed(counted, tuple(difference for each in wrong for difference in each.differences))


def _repair(workplace: Workplace, report_id: int, versions: dict[str, CommitmentVersion]) -> None:
    """Compares once more, because somebody may have acted on the report meanwhile."""
    with acting_on(workplace, report_id) as moment:
        for each in _compare(moment.conn, workplace, [moment.report], versions)[1]:
            if each.right is not None:
                clocks.save_clock(moment.conn, each.right)
        clocks.keep_next_due(moment.conn, report_id)


def _compare(
    conn: Connection, workplace: Workplace, batch: list[Report], versions: dict[str, CommitmentVersion]
) -> tuple[int, list[_Wrong]]:
    """How many clocks the reports have, and those that differ. `versions` keeps the promises read so far."""
    ids = [report.id for report in batch]
    stored = clocks.clocks_of_reports(conn, ids)
    entries = timeline.entries_without_texts(conn, ids)
    next_due = clocks.next_due_of(conn, ids)
    wrong = []
    for report in batch:
        told = _told(workplace, report, entries.get(report.id, []))
        right: list[StoredClock] = []
        for clock in stored.get(report.id, []):
            version = versions.get(clock.commitment_version)
            if version is None:
                version = versions[clock.commitment_version] = promised_version(conn, clock.commitment_version)
            found = _compare_clock(told, version, clock)
            if found is not None:
                wrong.append(found)
            right.append(found.right if found and found.right else clock)
        kept, _ = next_due[report.id]
        worked_out = min((clock.due_at for clock in right if clock.is_to_be_kept), default=None)
        if kept != worked_out:
            due = Difference(report.reference, "next-due", "next_due_at", _shown(kept), _shown(worked_out))
            wrong.append(_Wrong(report.id, None, (due,)))
    return sum(map(len, stored.values())), wrong


def _told(workplace: Workplace, report: Report, entries: list[Entry]) -> _Told:
    last_at = max((entry.at for entry in entries), default=report.received_at)
    now = max(workplace.now(), last_at)
    return _Told(report, clock_events(entries), last_at, now, reopen_within_of(workplace, report))


def _compare_clock(told: _Told, version: CommitmentVersion, stored: StoredClock) -> _Wrong | None:
    difference = partial(Difference, told.report.reference, stored.commitment)
    nearest: tuple[list[str], StoredClock] | None = None
    try:
        for at in _moments(stored, told, version):
            worked_out = told.clock_at(version, at)
            fields = [name for name in _COMPARED if getattr(stored, name) != getattr(worked_out, name)]
            if not fields:
                if _is_watched(stored):
                    return None
                fields = ["next_check_at"]
            if nearest is None or len(fields) < len(nearest[0]):
                nearest = fields, worked_out
        right = told.clock_at(version, told.now)
    except PromiseError as error:
        return _Wrong(told.report.id, None, (difference("timeline", stored.state, str(error)),))
    assert nearest is not None
    fields, worked_out = nearest
    shown = ((name, _shown(getattr(stored, name)), _shown(getattr(worked_out, name))) for name in fields)
    return _Wrong(told.report.id, right, tuple(difference(*each) for each in shown))


def _moments(stored: StoredClock, told: _Told, version: CommitmentVersion) -> Iterator[datetime]:
    """The moments for which the clock may have been stored; the likeliest first."""
    yield told.last_at
    pauses = (stored.counted_run or {}).get("pauses")
    if pauses:
        counted_to = datetime.fromisoformat(pauses[-1][1])
        if told.last_at < counted_to < told.now:
            yield counted_to
    if told.now > told.last_at:
        yield told.now
        if _grown(told.clock_at(version, told.now), stored):
            yield _pause_counted_to(stored, told, version)


def _pause_counted_to(stored: StoredClock, told: _Told, version: CommitmentVersion) -> datetime:
    """The moment to which the pause of a resting clock was counted: due time and pause only grow until then."""
    early, late = told.last_at, told.now
    while late - early > _A_MOMENT:
        middle = early + (late - early) / 2
        if _grown(told.clock_at(version, middle), stored):
            late = middle
        else:
            early = middle
    return late


def _grown(clock: StoredClock, stored: StoredClock) -> bool:
    return clock.due_at >= stored.due_at and clock.paused_s >= stored.paused_s


def _is_watched(stored: StoredClock) -> bool:
    """Whether the watch will look at a running clock by the time it is due."""
    if stored.state != State.RUNNING:
        return True
    return stored.next_check_at is not None and stored.next_check_at <= stored.due_at + _A_MOMENT


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, Mapping):
        return json.dumps(value, sort_keys=True)
    return "none" if value is None else str(value)
