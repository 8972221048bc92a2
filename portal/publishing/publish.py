"""Publication: what was frozen is compared with what is live, journalled and renamed into place. DESIGN §6."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from portal.errors import PublishError
from portal.library.release import Release, hash_in
from portal.publishing.disk import sync_files, sync_folders
from portal.publishing.files import staged_name
from portal.publishing.inspection import differs, inspect, reading_order
from portal.publishing.journal import Journal, Move, finish, write_journal
from portal.publishing.manifest import Manifest, PublishedFile
from portal.publishing.obstacles import refuse_obstacles
from portal.publishing.outlet import Outlet, journal_file, note_outlet
from portal.publishing.site_to_freeze import SiteToFreeze
from portal.settings import Settings

_BUFFER_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Frozen:
    """What lies in `staging` under its staged name: file → address, and which of them are `assets`. `before` is what is
    live.

    `kept` are published files that were not frozen again. `assets_signature` is what all of the assets were made from,
    where they were made.
    """

    staging: Path
    files: Mapping[str, str]
    before: Manifest | None
    assets: Collection[str] = ()
    kept: Mapping[str, PublishedFile] = field(default_factory=dict)
    assets_signature: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did. `changed` and `deleted` are files of the folder; `unknown` are files there, not ours, as
    far as somebody looked for them.

    `notes` are sentences for the operator; `is_whole` is false where a part is to be tried again by the next build.
    """

    folder: Path
    manifest: Manifest
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def pages(self) -> int:
        return sum(name.endswith(".html") for name in self.manifest.files)


def publish(
    settings: Settings, outlet: Outlet, frozen: Frozen, release: Release, at: datetime, site: SiteToFreeze
) -> Publication:
    """Make what was frozen live, and with it the release, unless the one in force has the same hash.

    The caller holds the lock and has finished an interrupted publication. Nothing live changes before the journal is
    written. Raises PublishError; its message says whether the old site stands or the new one will be finished.
    """
    try:
        publication = _plan(outlet, frozen, release, at, site)
        journal = _stage(settings, outlet, frozen, release, publication)
        write_journal(journal, journal_file(settings), settings.site_dir.resolve())
    except OSError as error:
        raise PublishError(f"The site could not be prepared: {error}. What was live still is; build again.") from error
    try:
        finish(journal, journal_file(settings))
    except OSError as error:
        raise PublishError(
            f"The publication was interrupted: {error}. Mend that; the next `portal build` or `portal run` finishes it."
        ) from error
    return publication


def _plan(outlet: Outlet, frozen: Frozen, release: Release, at: datetime, site: SiteToFreeze) -> Publication:
    before = frozen.before
    fresh = {
        name: inspect(frozen.staging, name, address, site.next_change_at(address), site.signature(address))
        for name, address in frozen.files.items()
        if name not in frozen.assets
    }
    for name in frozen.assets:
        found = inspect(frozen.staging, name, frozen.files[name], signature=frozen.assets_signature)
        fresh[name] = replace(found, is_asset=True)
    changed = [name for name, file in fresh.items() if differs(outlet.folder / name, file)]
    for name in fresh.keys() - set(changed):
        fresh[name] = replace(fresh[name], modified_ns=(outlet.folder / name).stat().st_mtime_ns)
    refuse_obstacles(outlet.folder, changed)
    manifest = Manifest(release.hash, at, {**frozen.kept, **fresh})
    before_names = set(before.files) if before else set()
    return Publication(
        outlet.folder,
        manifest,
        changed=tuple(sorted(changed, key=reading_order)),
        deleted=tuple(sorted(before_names - set(manifest.files))),
    )


def _stage(settings: Settings, outlet: Outlet, frozen: Frozen, release: Release, publication: Publication) -> Journal:
    """Everything on the disk, in its staged place. The release comes after the pages that promise it."""
    for name in frozen.files.keys() - set(publication.changed):
        (frozen.staging / staged_name(name)).unlink()
    note_outlet(settings, outlet)
    files = publication.manifest.files
    moves = [
        Move(frozen.staging / staged_name(name), outlet.folder / name, files[name].sha256)
        for name in publication.changed
    ]
    if _hash_in_force(settings) != release.hash:
        moves.append(_stage_beside(settings.release_file, release.parts()))
    moves.append(_stage_beside(outlet.manifest_file, (publication.manifest.to_json().encode(),)))
    _sync(moves)
    deletions = tuple(outlet.folder / name for name in publication.deleted)
    return Journal(outlet.folder, frozen.staging, tuple(moves), deletions)


def _hash_in_force(settings: Settings) -> str | None:
    """None where there is no release that `read_release` could read to its end."""
    return hash_in(settings.release_file)


def _stage_beside(file: Path, parts: Iterable[bytes]) -> Move:
    """A file outside the site that becomes live together with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged, digest = file.with_name(file.name + ".staged"), sha256()
    with staged.open("wb", buffering=_BUFFER_BYTES) as stream:
        for part in parts:
            digest.update(part)
            stream.write(part)
    return Move(staged, file, digest.hexdigest())


def _sync(moves: Iterable[Move]) -> None:
    moves = tuple(moves)
    sync_files(move.staged for move in moves)
    sync_folders(move.staged.parent for move in moves)
