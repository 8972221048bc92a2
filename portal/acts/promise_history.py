"""Which versions of a promise stood on its page, and when: what readers are told when a promise has changed. DESIGN §5.

A release brings drafts too, and those stay private: a version is public once a report was received under it, or where
the release that brought it showed the page to customers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.library.release import release_from_json
from portal.promises.commitments import CommitmentVersion
from portal.promises.published_scorecard import InForce
from portal.store.releases import release_body
from portal.store.scorecard import StoredVersion, all_versions, release_that_brought


@dataclass(frozen=True, slots=True)
class PromiseHistory:
    """Every public version by its hash, and when each was in force."""

    versions: dict[str, CommitmentVersion]
    in_force: tuple[InForce, ...]


def promise_history(conn: Connection, workplace: Workplace, promised: Collection[str]) -> PromiseHistory:
    """The history of all promises to customers. `promised` holds the hashes of versions that reports came under."""
    today = workplace.local_day(workplace.now())
    current = _public_versions(workplace.library, today)
    team = {slug for slug, page in workplace.library.public.commitments.items() if page.audience == "team"}
    versions: dict[str, CommitmentVersion] = {}
    in_force: list[InForce] = []
    for slug, group in groupby(all_versions(conn), key=lambda version: version.slug):
        public = [
            version
            for version in group
            if slug not in team
            and (
                version.hash in promised
                or current.get(slug) == version.hash
                or _was_shown(conn, version, workplace.local_day(version.first_in_force_at))
            )
        ]
        known = {version.hash: CommitmentVersion.from_json(version.body) for version in public}
        versions |= known
        in_force += _periods(workplace, public, known)
    return PromiseHistory(versions, tuple(in_force))


def _periods(workplace: Workplace, stored: list[StoredVersion], known: dict[str, CommitmentVersion]) -> list[InForce]:
    """A version stands from the day it was recorded, the first from the day it says, to the day before the next."""
    since = [
        known[version.hash].effective_from
        if place == 0
        else max(workplace.local_day(version.first_in_force_at), known[version.hash].effective_from)
        for place, version in enumerate(stored)
    ]
    until: list[date | None] = [max(start, following - timedelta(days=1)) for start, following in pairwise(since)]
    return [
        InForce(version.slug, version.hash, start, end)
        for version, start, end in zip(stored, since, [*until, None], strict=False)
    ]


def _was_shown(conn: Connection, version: StoredVersion, day: date) -> bool:
    release_hash = release_that_brought(conn, version)
    return release_hash is not None and version.hash in _shown_by(conn, release_hash, day)


def _public_versions(library: Library, day: date) -> dict[str, str]:
    """The hash of each promise to customers that readers see on `day`, by slug."""
    pages = library.public.live_on(day).commitments
    customers = (slug for slug, page in pages.items() if page.audience == "customers")
    return {slug: commitment_version(library, slug).hash for slug in customers}


_SHOWN: dict[tuple[str, date], frozenset[str]] = {}


def _shown_by(conn: Connection, release_hash: str, day: date) -> frozenset[str]:
    """Kept for the life of the process, since a release never changes."""
    key = (release_hash, day)
    if key not in _SHOWN:
        body = release_body(conn, release_hash)
        shown = _public_versions(release_from_json(body).library, day) if body else {}
        _SHOWN[key] = frozenset(shown.values())
    return _SHOWN[key]
