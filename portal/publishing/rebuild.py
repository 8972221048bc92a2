"""Pages that change by themselves are published again when that is due, and those that show figures with new figures.

From the release in force, never from content/. DESIGN §6.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from portal.library.release import Release, read_release
from portal.publishing.files import files_of
from portal.publishing.finish_interrupted import finish_under_lock
from portal.publishing.freeze import freeze
from portal.publishing.inspection import still_current
from portal.publishing.lock import publishing_lock
from portal.publishing.manifest import read_manifest
from portal.publishing.outlet import Outlet, fresh_staging, known_outlets
from portal.publishing.publish import Frozen, Publication, publish
from portal.publishing.publish_search import publish_search
from portal.publishing.site_to_freeze import MakeSite, SiteToFreeze
from portal.settings import Settings

Also = Callable[[SiteToFreeze], tuple[str, ...]]
"""Addresses that are published again beside those that have changed by themselves."""


def rebuild_due(settings: Settings, make_site: MakeSite, now: datetime) -> tuple[Publication, ...]:
    """Publish what is due at `now` (UTC) in every folder that holds the release in force; () where nothing is.

    Cheap while nothing is due. Raises PublicationUnderWay while a build is at work (try again later) and PublishError.
    """
    if not any(_has_due(outlet, now) for outlet in known_outlets(settings)):
        return ()
    with publishing_lock(settings):
        finish_under_lock(settings)
        release = read_release(settings.release_file)
        return _rebuild_all(settings, release, make_site, now)


def rebuild_figures(
    settings: Settings, make_site: MakeSite, now: datetime, write_figures: Callable[[], bool]
) -> tuple[Publication, ...]:
    """Publish what shows figures, once `write_figures` has written new ones; it says whether it did.

    Raises PublicationUnderWay while another process is publishing, before anything is written, and PublishError.
    """
    with publishing_lock(settings):
        finish_under_lock(settings)
        if not write_figures() or not any(known_outlets(settings)):
            return ()
        release = read_release(settings.release_file)
        return _rebuild_all(settings, release, make_site, now, lambda site: site.figure_addresses)


def rebuild_causes(
    settings: Settings, make_site: MakeSite, now: datetime, write_causes: Callable[[], bool]
) -> tuple[Publication, ...]:
    """The same for what says what is known to be wrong right now, once `write_causes` has written it."""
    with publishing_lock(settings):
        finish_under_lock(settings)
        if not write_causes() or not any(known_outlets(settings)):
            return ()
        release = read_release(settings.release_file)
        return _rebuild_all(settings, release, make_site, now, lambda site: site.cause_addresses)


def rebuild_history(
    settings: Settings, make_site: MakeSite, now: datetime, write_history: Callable[[], bool]
) -> tuple[Publication, ...]:
    """The same for what says what changed, once `write_history` has written it. Any page may name its own past."""
    with publishing_lock(settings):
        finish_under_lock(settings)
        if not write_history() or not any(known_outlets(settings)):
            return ()
        release = read_release(settings.release_file)
        return _rebuild_all(settings, release, make_site, now, lambda site: site.addresses)


def _rebuild_all(
    settings: Settings, release: Release, make_site: MakeSite, now: datetime, also: Also | None = None
) -> tuple[Publication, ...]:
    done = (_rebuild(settings, outlet, release, make_site, now, also) for outlet in known_outlets(settings))
    return tuple(publication for publication in done if publication is not None)


def _has_due(outlet: Outlet, now: datetime) -> bool:
    try:
        stat = outlet.manifest_file.stat()
    except FileNotFoundError:
        return False
    first = _first_change_at(outlet.manifest_file, stat.st_mtime_ns, stat.st_size)
    return first is not None and first <= now


@lru_cache(maxsize=32)
def _first_change_at(manifest_file: Path, mtime_ns: int, size_bytes: int) -> datetime | None:
    """Kept until the manifest changes, since `deliver` asks in every round."""
    manifest = read_manifest(manifest_file)
    changes = (file.next_change_at for file in manifest.files.values()) if manifest else ()
    return min((instant for instant in changes if instant is not None), default=None)


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
        kept |= still_current(manifest, files, site.signature, now, outlet.folder)
    files = {name: address for name, address in files.items() if name not in kept}
    with fresh_staging(settings, outlet) as staging:
        freeze(site.app, files, staging)
        publication = publish(settings, outlet, Frozen(staging, files, kept=kept), release, now, site)
    return publish_search(settings, outlet, publication, release, now, site)
