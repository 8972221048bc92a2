"""What the scorecard is made from: every clock with the topic of its report, and every version of a promise."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from portal.store.clocks import StoredClock
from portal.store.tables import clocks, commitment_versions, publications, reports

_CLOCKS_A_FETCH = 1_000
_CLOCKS = select(clocks, reports.c.topic).join(reports, reports.c.id == clocks.c.report_id).order_by(clocks.c.report_id)
_VERSIONS = select(commitment_versions).order_by(commitment_versions.c.slug, commitment_versions.c.first_in_force_at)
_BROUGHT_BY = (
    select(publications.c.release_hash)
    .where(publications.c.recorded_at == bindparam("recorded"))
    .order_by(publications.c.id)
    .limit(1)
)


class StoredVersion(NamedTuple):
    """A version of a promise, with its text as published; `first_in_force_at` is in UTC."""

    hash: str
    slug: str
    body: str
    first_in_force_at: datetime


def all_clocks(conn: Connection) -> Iterator[tuple[StoredClock, str]]:
    """Every clock with the topic of its report, by report, fetched a thousand at a time."""
    result = conn.execution_options(yield_per=_CLOCKS_A_FETCH).execute(_CLOCKS)
    for row in result.mappings():
        values = dict(row)
        topic = values.pop("topic")
        yield StoredClock(**values), topic


def all_versions(conn: Connection) -> list[StoredVersion]:
    """Every version that a release ever brought, by promise, the oldest first; drafts are among them."""
    return [StoredVersion(row.hash, row.slug, row.body, row.first_in_force_at) for row in conn.execute(_VERSIONS)]


def release_that_brought(conn: Connection, version: StoredVersion) -> str | None:
    """The hash of the release by which a version first came into force."""
    found: str | None = conn.execute(_BROUGHT_BY, {"recorded": version.first_in_force_at}).scalar_one_or_none()
    return found
