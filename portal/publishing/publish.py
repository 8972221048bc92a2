"""Publication: what was frozen and is not live already is journalled and renamed into place. DESIGN §6."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from portal.errors import PublishError
from portal.library.release import Release, hash_in
from portal.publishing.inspection import reading_order
from portal.publishing.journal import Journal, Move, finish, write_journal
from portal.publishing.manifest import Manifest, PublishedFile
from portal.publishing.obstacles import refuse_obstacles
from portal.publishing.outlet import Outlet, journal_file, note_outlet
from portal.publishing.site_to_freeze import SiteToFreeze
from portal.publishing.staging import Staging
from portal.settings import Settings

_BUFFER_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Frozen:
    """What `staging` holds: file → address, and which of them are `assets`. `before` is what is live.

    `kept` are published files that were not frozen again. `assets_signature` is what all of the assets were made from,
    where they were made.
    """

    staging: Staging
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
    fresh = {name: _entry(frozen, name, site) for name in frozen.files}
    changed = [name for name in fresh if not frozen.staging.written[name].is_live]
    refuse_obstacles(outlet.folder, changed)
    manifest = Manifest(release.hash, at, {**frozen.kept, **fresh})
    before_names = set(before.files) if before else set()
    return Publication(
        outlet.folder,
        manifest,
        changed=tuple(sorted(changed, key=reading_order)),
        deleted=tuple(sorted(before_names - set(manifest.files))),
    )


def _entry(frozen: Frozen, name: str, site: SiteToFreeze) -> PublishedFile:
    """The manifest's entry for a staged file. Raises PublishError unless it is there."""
    address, written = frozen.files[name], frozen.staging.written.get(name)
    if written is None:
        raise PublishError(f"{address} was not frozen into {name}. What was live still is; run `portal build` again.")
    is_asset = name in frozen.assets
    return PublishedFile(
        address,
        written.sha256,
        written.size_bytes,
        None if is_asset else site.next_change_at(address),
        is_asset,
        frozen.assets_signature if is_asset else site.signature(address),
        written.modified_ns,
    )


def _stage(settings: Settings, outlet: Outlet, frozen: Frozen, release: Release, publication: Publication) -> Journal:
    """Everything on the disk, in its staged place. The release comes after the pages that promise it."""
    note_outlet(settings, outlet)
    staging, folder = frozen.staging, str(outlet.folder)
    moves = [Move(staging.path(name), f"{folder}/{name}", staging.written[name].sha256) for name in publication.changed]
    if _hash_in_force(settings) != release.hash:
        moves.append(_stage_beside(settings.release_file, release.parts()))
    moves.append(_stage_beside(outlet.manifest_file, (publication.manifest.to_json().encode(),)))
    staging.sync(move.staged for move in moves[len(publication.changed) :])
    deletions = tuple(outlet.folder / name for name in publication.deleted)
    return Journal(outlet.folder, staging.folder, tuple(moves), deletions)


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
    return Move(str(staged), str(file), digest.hexdigest())
