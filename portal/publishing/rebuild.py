"""Pages that change by themselves are published again when that is due, and those that show figures with new figures.

From the release in force, never from content/. DESIGN §6.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from portal.library.release import Release, hash_in, read_release
from portal.publishing.files import files_of
from portal.publishing.finish_interrupted import finish_under_lock
from portal.publishing.freeze import freeze
from portal.publishing.inspection import still_current
from portal.publishing.lock import publishing_lock
from portal.publishing.manifest import read_manifest
from portal.publishing.outlet import Outlet, known_outlets
from portal.publishing.publish import Frozen, Publication, publish
from portal.publishing.publish_search import publish_search
from portal.publishing.site_to_freeze import MakeSite, SiteToFreeze
from portal.publishing.staging import fresh_staging
from portal.publishing.unchanged import files_in
from portal.publishing.unshown import Data, note_shown, note_unshown, unshown
from portal.settings import Settings

Also = Callable[[SiteToFreeze], tuple[str, ...]]
"""Addresses that are published again beside those that have changed by themselves."""

_SHOWN_ON: Mapping[Data, Also] = {
    "figures": lambda site: site.figure_addresses,
    "causes": lambda site: site.cause_addresses,
    # Any page may name its own past.
    "history": lambda site: site.addresses,
}


def rebuild_due(settings: Settings, make_site: MakeSite, now: datetime) -> tuple[Publication, ...]:
    """Publish what is due at `now` (UTC) in every folder that holds the release in force; () where nothing is.

    Cheap while nothing is due. Raises PublicationUnderWay while a build is at work (try again later) and PublishError.
    """
    left_over = unshown(settings)
    if not left_over and not any(_has_due(settings, outlet, now) for outlet in known_outlets(settings)):
        return ()
    with publishing_lock(settings):
        finish_under_lock(settings)
        release = read_release(settings.release_file)
        published = _rebuild_all(settings, release, make_site, now, _shown_on(left_over) if left_over else None)
        for data in left_over:
            note_shown(settings, data)
        return published


def rebuild_with(
    settings: Settings, make_site: MakeSite, now: datetime, data: Data, write: Callable[[], bool]
) -> tuple[Publication, ...]:
    """Publish what shows `data`, once `write` has written it anew; it says whether it did.

    Raises PublicationUnderWay while another process is publishing, before anything is written, and PublishError.
    """
    with publishing_lock(settings):
        finish_under_lock(settings)
        is_left_over = data in unshown(settings)
        note_unshown(settings, data)
        published: tuple[Publication, ...] = ()
        if (write() or is_left_over) and any(known_outlets(settings)):
            release = read_release(settings.release_file)
            published = _rebuild_all(settings, release, make_site, now, _SHOWN_ON[data])
        note_shown(settings, data)
        return published


def _shown_on(data: Collection[Data]) -> Also:
    return lambda site: tuple(dict.fromkeys(address for each in data for address in _SHOWN_ON[each](site)))


def _rebuild_all(
    settings: Settings, release: Release, make_site: MakeSite, now: datetime, also: Also | None = None
) -> tuple[Publication, ...]:
    done = (_rebuild(settings, outlet, release, make_site, now, also) for outlet in known_outlets(settings))
    return tuple(publication for publication in done if publication is not None)


def _has_due(settings: Settings, outlet: Outlet, now: datetime) -> bool:
    """An outlet of another release changes with the next build into it, and not before."""
    try:
        stat = outlet.manifest_file.stat()
    except FileNotFoundError:
        return False
    release_hash, first = _first_change(outlet.manifest_file, stat.st_mtime_ns, stat.st_size)
    return first is not None and first <= now and release_hash == hash_in(settings.release_file)


@lru_cache(maxsize=32)
def _first_change(manifest_file: Path, mtime_ns: int, size_bytes: int) -> tuple[str, datetime | None]:
    """The release's hash, and when the first page changes. Kept meanwhile, since `deliver` asks in every round."""
    manifest = read_manifest(manifest_file)
    if manifest is None:
        return "", None
    changes = (file.next_change_at for file in manifest.files.values())
    return manifest.release_hash, min((instant for instant in changes if instant is not None), default=None)


def _rebuild(
    settings: Settings, outlet: Outlet, release: Release, make_site: MakeSite, now: datetime, also: Also | None
) -> Publication | None:
    """None for an outlet of another release, and where nothing is due."""
    manifest = read_manifest(outlet.manifest_file)
    if manifest is None or manifest.release_hash != release.hash or not (also or manifest.due(now)):
        return None
    site = make_site(release, now)
    files = files_of(site.addresses)
    kept = {name: file for name, file in manifest.files.items() if file.is_asset}
    due = {*manifest.due(now), *(files_of(also(site)) if also else ())}
    if files.keys() == manifest.files.keys() - kept.keys() and due < files.keys():
        kept |= {name: file for name, file in manifest.files.items() if name not in due}
    else:
        # When a page comes or goes, so does its mention in lists and menus: any page may be another.
        kept |= still_current(manifest, files, site.signature, now, files_in(settings, outlet))
    files = {name: address for name, address in files.items() if name not in kept}
    with fresh_staging(settings, outlet) as staging:
        freeze(site.app, files, staging)
        publication = publish(settings, outlet, Frozen(staging, files, manifest, kept=kept), release, now, site)
    return publish_search(settings, outlet, publication, release, now, site)
