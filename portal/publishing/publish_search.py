"""The second step of a publication: once pages are live, the search learns their words, if these changed. DESIGN §6.

Its files are staged, journalled and renamed as pages are. If the index cannot be made, the pages are live all the same
and the search finds the words of before.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from portal.errors import PublishError
from portal.library.release import Release
from portal.publishing.inspection import is_as_published
from portal.publishing.manifest import Manifest, PublishedFile
from portal.publishing.outlet import Outlet
from portal.publishing.outlet_files import OutletFiles
from portal.publishing.publish import Frozen, Publication, publish
from portal.publishing.search_index import FOLDER, index_signature, make_index, pagefind_version
from portal.publishing.site_to_freeze import SiteToFreeze
from portal.publishing.staging import fresh_staging
from portal.settings import Settings

log = logging.getLogger(__name__)

NOT_INSTALLED = (
    "Find lists all pages and does not search them, because Pagefind is not installed. "
    "It comes with pip install 'forthright-portal[search]'."
)


def kept_index(before: Manifest | None, there: OutletFiles) -> dict[str, PublishedFile]:
    """The published files of the index, with their entries; none where Pagefind is gone or one is not `there` still."""
    found = _index_files(before.files) if before and pagefind_version() else {}
    return found if all(is_as_published(there, name, file) for name, file in found.items()) else {}


def publish_search(
    settings: Settings, outlet: Outlet, publication: Publication, release: Release, at: datetime, site: SiteToFreeze
) -> Publication:
    """Publish the index of the pages that `publication` has made live, if it is another than the one that is live.

    The caller holds the lock. What went wrong stands in the `notes` of the publication that is given back. Raises
    PublishError only where the index was made and its publication was interrupted.
    """
    if pagefind_version() is None:
        return replace(publication, notes=(*publication.notes, NOT_INSTALLED))
    live = _index_files(publication.manifest.files)
    documents = tuple(site.search_documents())
    if not documents:
        return publication
    signature = index_signature(documents)
    if live and all(file.signature == signature for file in live.values()):
        return publication
    with fresh_staging(settings, outlet) as staging:
        try:
            make_index(documents, staging.folder / FOLDER)
        except (PublishError, OSError) as error:
            note = f"{error} The pages are published; the search finds the words of before."
            log.warning("%s", note)
            return replace(publication, notes=(*publication.notes, note), is_whole=False)
        root = staging.folder
        made = sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())
        for name in made:
            (root / name).rename(staging.path(name))
            staging.take(name)
        files = {name: f"/{name}" for name in made}
        kept = {name: file for name, file in publication.manifest.files.items() if name not in live}
        frozen = Frozen(
            staging, files, publication.manifest, assets=files.keys(), kept=kept, assets_signature=signature
        )
        done = publish(settings, outlet, frozen, release, at, site)
    return replace(publication, manifest=done.manifest)


def _index_files(files: Mapping[str, PublishedFile]) -> dict[str, PublishedFile]:
    return {name: file for name, file in files.items() if name.startswith(f"{FOLDER}/")}
