"""What we say differently than at an earlier huddle: the release in force now against the one in force then."""

from datetime import date, datetime

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.release import Release, release_from_json
from portal.library.release_changes import ReleaseChange, release_changes
from portal.store import releases

_MOST_REMEMBERED = 16
_Key = tuple[str, str, date, date]
# A release never changes, and reading one takes long.
_remembered: dict[_Key, tuple[ReleaseChange, ...]] = {}


def changes_between(
    conn: Connection, workplace: Workplace, since: datetime, until: datetime
) -> tuple[ReleaseChange, ...]:
    """What readers saw at `since` against `until` (UTC). Nothing where nothing was published before `since`."""
    current = workplace.release
    before, after = releases.release_at(conn, since), releases.release_at(conn, until) or current.hash
    if before is None:
        return ()
    key = (before, after, workplace.local_day(since), workplace.local_day(until))
    if key not in _remembered:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        old, new = _release(conn, before, current), _release(conn, after, current)
        _remembered[key] = release_changes(old.library, new.library, *key[2:]) if old and new else ()
    return _remembered[key]


def _release(conn: Connection, release_hash: str, current: Release) -> Release | None:
    """None for one that this version can no longer read: a huddle must not fail over it."""
    if release_hash == current.hash:
        return current
    try:
        return release_from_json(releases.release_body(conn, release_hash) or "{}")
    except (KeyError, ValueError):
        return None
