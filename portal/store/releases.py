"""Releases, which of them was in force when, and the versions of commitments and calendars they brought. DESIGN §5."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text, update

from portal.store.prepared import Prepared
from portal.store.tables import calendar_versions, commitment_versions, publications, releases
from portal.store.upsert import insert_into


class LatestRelease(NamedTuple):
    """The release in force; `built_at` is in UTC."""

    hash: str
    built_at: datetime


_LATEST = (
    select(publications.c.id, publications.c.release_hash, publications.c.built_at)
    .order_by(publications.c.id.desc())
    .limit(1)
)
_BODY = select(releases.c.body).where(releases.c.hash == bindparam("hash"))
_COMMITMENT_BODY = select(commitment_versions.c.body).where(commitment_versions.c.hash == bindparam("hash"))
_READ_COMMITMENT = Prepared(_COMMITMENT_BODY, back=(commitment_versions.c.body,))
_CALENDAR_BODY = select(calendar_versions.c.body).where(calendar_versions.c.hash == bindparam("hash"))
_LAST_TIME = select(func.max(publications.c.id)).where(publications.c.release_hash == bindparam("hash"))
_AFTER = (
    select(publications.c.recorded_at)
    .where(publications.c.id > bindparam("publication_id"))
    .order_by(publications.c.id)
    .limit(1)
)
_AT = (
    select(publications.c.release_hash)
    .where(publications.c.recorded_at <= bindparam("at"))
    .order_by(publications.c.id.desc())
    .limit(1)
)
_FIRST_IN_FORCE = select(func.min(commitment_versions.c.first_in_force_at)).where(
    commitment_versions.c.slug.in_(bindparam("slugs", expanding=True))
)
_REBUILT = (
    update(publications).where(publications.c.id == bindparam("publication_id")).values(built_at=bindparam("built"))
)


def record_release(
    conn: Connection,
    release_hash: str,
    *,
    built_at: datetime,
    recorded_at: datetime,
    body: str,
    commitments: Iterable[tuple[str, str, str]] = (),
    calendars: Iterable[tuple[str, str, str]] = (),
) -> bool:
    """Put a release in force; False if it is already, or was built before the one that is, and so changes nothing.

    `commitments` holds (hash, slug, body) and `calendars` (hash, name, body) of every version in the release. A later
    build of the release in force counts as its time of building, so that an older host cannot displace it.
    """
    if conn.dialect.name == "postgresql":
        # Two hosts that record at once take turns; on SQLite they do anyway.
        conn.execute(text("LOCK TABLE publications IN SHARE ROW EXCLUSIVE MODE"))
    latest = conn.execute(_LATEST).one_or_none()
    if latest is not None and built_at < latest.built_at:
        return False
    if latest is not None and latest.release_hash == release_hash:
        if built_at > latest.built_at:
            conn.execute(_REBUILT, {"publication_id": latest.id, "built": built_at})
        return False
    _keep(conn, releases, [{"hash": release_hash, "body": body}])
    _keep(
        conn,
        commitment_versions,
        [
            {"hash": version, "slug": slug, "body": published, "first_in_force_at": recorded_at}
            for version, slug, published in commitments
        ],
    )
    _keep(conn, calendar_versions, [{"hash": version, "name": name, "body": kept} for version, name, kept in calendars])
    conn.execute(insert(publications), {"release_hash": release_hash, "built_at": built_at, "recorded_at": recorded_at})
    return True


def latest_release(conn: Connection) -> LatestRelease | None:
    """The release in force; None before the first."""
    row = conn.execute(_LATEST).one_or_none()
    return None if row is None else LatestRelease(row.release_hash, row.built_at)


def release_body(conn: Connection, release_hash: str) -> str | None:
    """The body of a release that is or was in force; None for any other hash."""
    return conn.execute(_BODY, {"hash": release_hash}).scalar_one_or_none()


def release_at(conn: Connection, at: datetime) -> str | None:
    """The hash of the release that was in force at an instant; None before the first."""
    found: str | None = conn.execute(_AT, {"at": at}).scalar_one_or_none()
    return found


def in_force_until(conn: Connection, release_hash: str) -> datetime | None:
    """When another release took its place for the last time (UTC); None while it is in force.

    Raises LookupError for a release that never was.
    """
    publication_id = conn.execute(_LAST_TIME, {"hash": release_hash}).scalar_one()
    if publication_id is None:
        raise LookupError(f"release {release_hash} was never in force")
    return conn.execute(_AFTER, {"publication_id": publication_id}).scalar_one_or_none()


def first_in_force_at(conn: Connection, slugs: Iterable[str]) -> datetime | None:
    """When the first version of any of these promises came (UTC); None where there was none."""
    found: datetime | None = conn.execute(_FIRST_IN_FORCE, {"slugs": list(slugs)}).scalar_one()
    return found


def commitment_version_body(conn: Connection, version_hash: str) -> str | None:
    """A commitment as it was published, by the hash of its version."""
    found = _READ_COMMITMENT.row(conn, {"hash": version_hash})
    return None if found is None else str(found[0])


def calendar_version_body(conn: Connection, version_hash: str) -> str | None:
    """A calendar with its dates resolved, by the hash of its version."""
    return conn.execute(_CALENDAR_BODY, {"hash": version_hash}).scalar_one_or_none()


def _keep(conn: Connection, table: Table, versions: list[dict[str, object]]) -> None:
    """Insert what is new; a version that is known already stays as it is."""
    if versions:
        conn.execute(insert_into(conn, table).on_conflict_do_nothing(), versions)
