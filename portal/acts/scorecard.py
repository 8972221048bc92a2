"""The scorecard as it stands: one anonymous row for each clock, from the store. DESIGN §5 "Counting".

A clock that has come to its end is taken as stored. One that time alone can still change (it runs, rests, or may be
reopened), and one that was voided, is worked out from its timeline.
"""

import hmac
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from portal.acts.clocks import promised_version
from portal.acts.promise_history import promise_history
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.promises.clock_events import ClockEvent
from portal.promises.clock_rows import ClockRow, clock_row, row_of_state
from portal.promises.clock_runs import Run
from portal.promises.clocks import State, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.published_scorecard import PublishedScorecard, scorecard_of
from portal.promises.targets import Target
from portal.reports.clock_events import clock_events
from portal.store import timeline
from portal.store.clocks import StoredClock
from portal.store.scorecard import all_clocks

_REPORTS_A_BATCH = 500
_SETTLED = (State.KEPT, State.MISSED, State.LAPSED)


def current_scorecard(workplace: Workplace) -> PublishedScorecard:
    """All promises to customers, as they were kept up to now. Raises StoreUnavailable, StoreError."""
    library = workplace.library
    with workplace.store.reading() as conn:
        found = [each for each in all_clocks(conn) if not _is_for_team(library, each[0].commitment)]
        # What another host wrote a moment ago, by a clock that runs ahead of ours, has happened.
        instants = (instant for clock, _ in found for instant in (clock.started_at, clock.stopped_at) if instant)
        as_at = max((workplace.now(), *instants))
        versions = {name: promised_version(conn, name) for name in {clock.commitment_version for clock, _ in found}}
        rows = list(_rows(conn, workplace, found, versions, as_at))
        history = promise_history(conn, workplace, versions.keys())
    everything = history.versions | versions
    return scorecard_of(rows, everything.values(), history.in_force, as_at, library.site.time_zone)


def row_id(secret: str, clock: StoredClock) -> str:
    """Names a row for good, and tells nobody who does not know the secret which report it belongs to."""
    message = f"scorecard row\0{clock.report_id}\0{clock.commitment_version}"
    return "c" + hmac.new(secret.encode(), message.encode(), "sha256").hexdigest()[:19]


def _rows(
    conn: Connection,
    workplace: Workplace,
    found: list[tuple[StoredClock, str]],
    versions: dict[str, CommitmentVersion],
    as_at: datetime,
) -> Iterator[ClockRow]:
    unsettled = []
    for clock, topic in found:
        if clock.state in _SETTLED and clock.stopped_at is not None and clock.counted_run is not None:
            yield _settled_row(row_id(workplace.secret, clock), versions[clock.commitment_version], clock)
        else:
            unsettled.append((clock, topic))
    events = _events_of(conn, sorted({clock.report_id for clock, _ in unsettled}))
    for clock, topic in unsettled:
        version, happened = versions[clock.commitment_version], events.get(clock.report_id, [])
        reopen_within = _reopen_within(workplace.library, topic)
        state = clock_state(version, happened, as_at, reopen_within=reopen_within)
        yield row_of_state(row_id(workplace.secret, clock), version, state, happened, reopen_within)


def _settled_row(name: str, version: CommitmentVersion, clock: StoredClock) -> ClockRow:
    run = clock.counted_run or {}
    stopped_at = _instant(run["stopped_at"]) if run["stopped_at"] else clock.stopped_at
    return clock_row(
        name,
        version,
        Run(
            _instant(run["started_at"]),
            _instant(run["due_at"]),
            tuple((_instant(start), _instant(end)) for start, end in run["pauses"]),
            stopped_at,
        ),
        State(clock.state),
        stopped=stopped_at,
        counts_at=clock.counts_at,
        ended=clock.outcome,
    )


def _events_of(conn: Connection, report_ids: Iterable[int]) -> dict[int, list[ClockEvent]]:
    events: dict[int, list[ClockEvent]] = {}
    ids = iter(report_ids)
    while batch := list(islice(ids, _REPORTS_A_BATCH)):
        for report_id, entries in timeline.entries_without_texts(conn, batch).items():
            events[report_id] = clock_events(entries)
    return events


def _reopen_within(library: Library, topic: str) -> Target:
    return library.public.topics.get(topic, library.catch_all).reopen_within


def _is_for_team(library: Library, slug: str) -> bool:
    page = library.public.commitments.get(slug)
    return page is not None and page.audience == "team"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
