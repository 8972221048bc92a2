"""An outlet: a folder that the site is published to, with the places where its publication is prepared and recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from portal.errors import PublishError
from portal.site_folder import SiteFolder

RECORDS = "publishing"
STAGING = ".staging"


def journal_file(site: SiteFolder) -> Path:
    """There is one journal for all outlets, since there is one release."""
    return site.var_dir.resolve() / RECORDS / "journal.json"


@dataclass(frozen=True, slots=True)
class Outlet:
    """`folder` is what readers see; `records` holds its manifest, in var/."""

    folder: Path
    records: Path

    @property
    def manifest_file(self) -> Path:
        return self.records / "manifest.json"


def outlet_of(site: SiteFolder, out: Path | None = None) -> Outlet:
    """The outlet for `out` (default: build/). Raises PublishError for a folder that holds other parts of the site."""
    root = site.site_dir.resolve()
    folder = (out or site.build_dir).resolve()
    ours = [site.content_dir, site.var_dir, *site.template_dirs, *site.static_dirs]
    if root.is_relative_to(folder) or any(folder.is_relative_to(other.resolve()) for other in ours):
        raise PublishError(
            f"The site cannot be published to {folder}: it holds other parts of it. Name a folder of its own."
        )
    if folder.exists() and not folder.is_dir():
        raise PublishError(f"The site cannot be published to {folder}: that is a file. Name a folder.")
    key = sha256(_portable(folder, root).encode()).hexdigest()[:8]
    records = site.var_dir / RECORDS / f"{folder.name}-{key}"
    return Outlet(folder, records)


def known_outlets(site: SiteFolder) -> Iterator[Outlet]:
    """Every outlet that was published to and is still there."""
    for note in sorted((site.var_dir / RECORDS).glob("*/folder")):
        folder = site.site_dir.resolve() / note.read_text("utf-8")
        if folder.is_dir() and (note.parent / "manifest.json").is_file():
            yield Outlet(folder, note.parent)


def note_outlet(site: SiteFolder, outlet: Outlet) -> None:
    """Remember where the outlet is."""
    outlet.records.mkdir(parents=True, exist_ok=True)
    name = _portable(outlet.folder, site.site_dir.resolve())
    (outlet.records / "folder").write_text(name, "utf-8")


def _portable(folder: Path, site: Path) -> str:
    """Relative to the site folder where it can be, so that the whole site folder may move."""
    return str(folder.relative_to(site)) if folder.is_relative_to(site) else str(folder)
