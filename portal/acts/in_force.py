"""The release in force: the store's latest, which every host obeys. DESIGN §5 "What is in force".

A new var/release.json is noticed by its modification time and recorded in the store, with the version of every
commitment and calendar in it.
"""

import json
import threading
from dataclasses import dataclass
from datetime import datetime

from portal.acts.roster_in_force import RosterInForce, since_of
from portal.errors import PublishError, StoreUnavailable
from portal.library.commitment_versions import calendar, commitment_version
from portal.library.release import Release, read_release, release_from_json
from portal.settings import Settings
from portal.store import releases
from portal.store.engine import Store
from portal.store.in_force_marks import Marks, marks


@dataclass(frozen=True, slots=True)
class PastRelease:
    """A release that was in force; `until` is when another took its place (UTC), None while it is in force."""

    release: Release
    until: datetime | None


class InForce:
    """Keeps the release in memory. `refresh` is called before each request and each round of `deliver`."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._file = settings.release_file
        self._lock = threading.Lock()
        self._file_seen: tuple[int, int] | None = None
        self._current: Release | None = None
        self.roster = RosterInForce()

    @property
    def current(self) -> Release:
        """As of the last refresh; while the store has never answered, what was built here.

        Raises PublishError where no site was ever built.
        """
        if self._current is not None:
            return self._current
        try:
            return read_release(self._file)
        except FileNotFoundError:
            raise PublishError("Nothing has been published yet. Run `portal build` in the site folder.") from None

    def refresh(self, now: datetime) -> None:
        """Notice what was built here or on another host since. Raises StoreUnavailable; `current` then stands."""
        if self._file_now() not in (None, self._file_seen):
            with self._lock:
                self._record_new_file(now)
        self.follow(now)

    def follow(self, now: datetime) -> None:
        """Take up what is in force by the store alone. Raises StoreUnavailable; `current` then stands."""
        since = since_of(now)
        if self._follows(self._store.glance(lambda conn: marks(conn, since)), now):
            return
        # Looked at again in turn, so that nobody puts back what another request has just taken up.
        with self._lock, self._store.reading() as conn:
            seen = marks(conn, since_of(now))
            self.roster.follow(conn, seen, now)
            if seen.release_hash and not self._is_current(seen):
                self._current = self._stored(releases.release_body(conn, seen.release_hash))

    def past(self, release_hash: str) -> PastRelease | None:
        """A release that was in force at some time, or None if it never was. Raises StoreUnavailable."""
        current = self.current
        if release_hash == current.hash:
            return PastRelease(current, None)
        with self._store.reading() as conn:
            body = releases.release_body(conn, release_hash)
            return PastRelease(self._stored(body), releases.in_force_until(conn, release_hash)) if body else None

    def _follows(self, seen: Marks, now: datetime) -> bool:
        return self._is_current(seen) and self.roster.follows(seen, now)

    def _is_current(self, seen: Marks) -> bool:
        return self._current is not None and self._current.hash == seen.release_hash

    def _stored(self, body: str | None) -> Release:
        if body is None:
            raise StoreUnavailable("The release in force is missing from the database. Run `portal build` again.")
        return release_from_json(body)

    def _file_now(self) -> tuple[int, int] | None:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def _record_new_file(self, now: datetime) -> None:
        seen = self._file_now()
        if seen in (None, self._file_seen):
            return
        release = read_release(self._file)
        library = release.library
        versions = [commitment_version(library, slug) for slug in library.public.commitments]
        calendars = [(name, calendar(library, name)) for name in library.calendars]
        with self._store.writing() as conn:
            releases.record_release(
                conn,
                release.hash,
                built_at=release.built_at,
                recorded_at=now,
                body=release.to_json(),
                commitments=[(version.hash, version.slug, version.to_json()) for version in versions],
                calendars=[(each.hash, name, json.dumps(each.to_data(), sort_keys=True)) for name, each in calendars],
            )
        self._file_seen = seen
