"""From content to published site: check, release, freeze, publish. All or nothing. DESIGN §5, §6."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from portal.library.library import Library
from portal.library.problems import stop_on
from portal.library.release import release_of
from portal.publishing.assets import copy_assets
from portal.publishing.files import files_of
from portal.publishing.finish_interrupted import finish_under_lock
from portal.publishing.freeze import Watch, freeze, unwatched
from portal.publishing.frozen_pages import FrozenPages
from portal.publishing.inspection import still_current
from portal.publishing.lock import publishing_lock
from portal.publishing.manifest import read_manifest
from portal.publishing.outlet import outlet_of
from portal.publishing.outlet_files import look, look_after
from portal.publishing.own_templates import own_template_problems
from portal.publishing.publish import Frozen, Publication, publish
from portal.publishing.publish_search import kept_index, publish_search
from portal.publishing.site_to_freeze import MakeSite
from portal.publishing.staging import fresh_staging
from portal.publishing.unchanged import files_in, note_build, unknown_files
from portal.publishing.unwalked import refuse_unwalked
from portal.settings import Settings


def build_site(
    settings: Settings,
    load: Callable[[], Library],
    make_site: MakeSite,
    at: datetime,
    out: Path | None = None,
    watch: Watch = unwatched,
    patience_s: float = 0,
    *,
    search: bool = True,
    read: str | None = None,
) -> Publication:
    """Publish the content as it is now, for the instant `at` (UTC). The release comes into force with the site.

    `load` reads and checks the content and raises ContentError with every problem. Raises that and PublishError; either
    leaves the live site and the release in force as they are. `patience_s` is how long to wait for another publication
    to end. Without `search` its index stays as it is. `read` is the digest of what is read
    (portal.publishing.unchanged), worked out before: without it the next build cannot tell that there is nothing to do.
    """
    outlet = outlet_of(settings, out)
    with publishing_lock(settings, patience_s):
        finish_under_lock(settings)
        there = files_in(settings, outlet)
        release = release_of(load(), at)
        stop_on(own_template_problems(settings, make_site, release, at))
        site = make_site(release, at)
        found = release.library.assets.items()
        assets = {address: settings.site_dir / asset.source for address, asset in found}
        files = files_of((*site.addresses, *assets))
        pages = {name: address for name, address in files.items() if address not in assets}
        before = read_manifest(outlet.manifest_file)
        kept = still_current(before, pages, site.signature, at, there)
        refuse_unwalked(site.app, pages, kept)
        index = kept_index(before, there)
        files = {name: address for name, address in files.items() if name not in kept}
        with fresh_staging(settings, outlet) as staging:
            known = FrozenPages(settings.frozen_pages_file, site, at)
            to_make = {name: address for name, address in files.items() if name in pages}
            freeze(site.app, to_make, staging, watch, pages=known)
            copied = {name: assets[address] for name, address in files.items() if address in assets}
            copy_assets(copied, staging)
            frozen = Frozen(staging, files, before, assets=copied.keys(), kept={**kept, **index})
            publication = publish(settings, outlet, frozen, release, at, site)
        there = look_after(str(outlet.folder), there, publication.changed, publication.deleted)
        if search:
            manifest, publication = (
                publication.manifest,
                publish_search(settings, outlet, publication, release, at, site),
            )
            there = there if publication.manifest is manifest else look(str(outlet.folder))
        publication = replace(publication, unknown=unknown_files(publication.manifest, there))
        note_build(settings, outlet, publication, read if publication.is_whole else None, there)
        return publication
