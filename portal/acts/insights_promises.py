"""Promises to customers in force, how often each was kept and how much of its time was needed.

A version counts with those before it as long as target, calendar and indicator are the same: a corrected word or
another objective makes no other measure of it.
"""

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.commitment_versions import commitment_version
from portal.promises.commitments import CommitmentVersion
from portal.promises.tight_or_easy import PromiseSeen, most_telling_first, part_used
from portal.reports.insights_weeks import Period
from portal.store import insights_promises as counted

MOST_MEASURED = 200
"""So many of the newest clocks of a promise are measured; how many were kept is counted over all."""


def promises_seen(conn: Connection, workplace: Workplace, period: Period) -> list[PromiseSeen]:
    """Those that speak for another target first."""
    library, day = workplace.library, workplace.local_day(period.until)
    live = library.public.live_on(day).commitments
    in_force = [slug for slug, page in live.items() if page.audience == "customers" and page.effective_from <= day]
    outcomes = counted.outcomes_by_version(conn, period)
    bodies = counted.version_bodies(conn, outcomes)
    known = {name: CommitmentVersion.from_json(body) for name, body in bodies.items()}
    found = []
    for slug in in_force:
        now = commitment_version(library, slug)
        alike = {name: version for name, version in known.items() if _is_alike(version, now)}
        runs = counted.newest_counted(conn, slug, list(alike), period, MOST_MEASURED)
        parts = (part_used(alike[each.version], each.run, period.until) for each in runs)
        found.append(
            PromiseSeen(
                slug=slug,
                title=now.title,
                target=str(now.target),
                objective=now.objective,
                counted=sum(outcomes[name].counted for name in alike),
                kept=sum(outcomes[name].kept for name in alike),
                used=tuple(sorted(part for part in parts if part is not None)),
            )
        )
    return most_telling_first(found)


def _is_alike(version: CommitmentVersion, now: CommitmentVersion) -> bool:
    def measure(each: CommitmentVersion) -> tuple[object, ...]:
        return (each.slug, each.indicator, each.target, each.calendar and each.calendar.to_data(), each.time_zone)

    return measure(version) == measure(now)
