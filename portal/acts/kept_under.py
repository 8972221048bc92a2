"""Last year's reports under promises that are not made yet: every clock worked out anew over the real timelines.

Nothing is stored. A report counts by the topic and the severity that it has now. DESIGN §5 "Pure".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.library.pages import AppliesTo
from portal.promises.clock_events import ClockEvent
from portal.promises.commitments import CommitmentVersion
from portal.promises.kept_under import KeptUnder
from portal.promises.targets import Target
from portal.reports.clock_events import clock_events
from portal.reports.report import Report
from portal.store import reports, timeline
from portal.store.engine import Store

REPORTS_A_BATCH = 500


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and the reports that it covers."""

    version: CommitmentVersion
    applies_to: AppliesTo


Pair = tuple[Promised | None, Promised | None]
"""What was promised, and what is to be promised from now on."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How the same reports fare under what is promised `now` and what `was`; None where there is no such promise."""

    was: KeptUnder | None
    now: KeptUnder | None


def promised(library: Library, slug: str, day: date) -> Promised | None:
    """The promise that a library makes to customers on `day`; None where it makes none of that name then."""
    page = library.public.live_on(day).commitments.get(slug)
    if page is None or page.audience != "customers":
        return None
    return Promised(commitment_version(library, slug), page.applies_to)


def kept_under(
    store: Store,
    promises: Mapping[str, Pair],
    library: Library,
    since: datetime,
    now: datetime,
) -> tuple[int, dict[str, Compared]]:
    """How many reports were received from `since` to `now` (UTC), and how they fare under each pair (was, now).

    `library` says how long topics can be reopened. Goes through the reports a batch at a time, two queries each.
    Raises StoreUnavailable, SchemaMismatch.
    """
    tallies = {
        slug: [None if each is None else KeptUnder() for each in pair] for slug, pair in promises.items() if any(pair)
    }
    read = after = 0
    with store.reading() as conn:
        while batch := reports.reports_received(conn, since, after, REPORTS_A_BATCH):
            after = batch[-1].id
            entries = timeline.entries_without_texts(conn, [report.id for report in batch])
            for report in batch:
                events = clock_events(entries.get(report.id, ()))
                if report.received_at <= now and events:
                    read += 1
                    _count(tallies, promises, report, events, now, _reopen_within(library, report.topic))
    return read, {slug: Compared(was, new) for slug, (was, new) in tallies.items()}


def _count(
    tallies: dict[str, list[KeptUnder | None]],
    promises: Mapping[str, Pair],
    report: Report,
    events: list[ClockEvent],
    now: datetime,
    reopen_within: Target,
) -> None:
    for slug, tally in tallies.items():
        for place, promise in enumerate(promises[slug]):
            counted = tally[place]
            if promise and counted is not None and promise.applies_to.covers(report.topic, report.severity):
                tally[place] = counted.with_report(promise.version, events, now, reopen_within)


def _reopen_within(library: Library, topic: str) -> Target:
    return library.public.topics.get(topic, library.catch_all).reopen_within
