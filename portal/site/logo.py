"""The logo as templates show it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from portal import static_paths
from portal.library.logo_file import LogoFault, logo_size
from portal.library.site_file import Logo, SiteFile

HEIGHT_PX = 40
WIDEST_PX = 200


@dataclass(frozen=True, slots=True)
class ShownLogo:
    """`address` and `dark` (empty: the same) are below `/static/`; `width` and `height` are in CSS pixels.

    `alt` is empty where the organisation's name stands beside it.
    """

    address: str
    dark: str
    alt: str
    width: int
    height: int


def shown_logo(site: SiteFile, static_dirs: tuple[Path, ...]) -> ShownLogo | None:
    """None where site.yml names none, and where the file has gone since: no page is worth losing for it."""
    if site.logo is None:
        return None
    try:
        width, height = _size_px(static_dirs, site.logo.file)
        address = static_paths.asset(static_dirs, site.logo.file)
        dark = static_paths.asset(static_dirs, site.logo.dark) if site.logo.dark else ""
    except (OSError, LogoFault):
        return None
    return ShownLogo(address, dark, site.logo.alt, width, height)


def logo_files(logo: Logo | None) -> tuple[str, ...]:
    """The static files of a logo."""
    return tuple(name for name in (logo.file, logo.dark) if name) if logo else ()


def _size_px(static_dirs: tuple[Path, ...], name: str) -> tuple[int, int]:
    file = static_paths.find_asset(static_dirs, name)
    found = file.stat()
    return _measured_px(file, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=16)
def _measured_px(file: Path, mtime_ns: int, size_bytes: int) -> tuple[int, int]:
    size = logo_size(file.read_bytes(), file.name)
    scale = min(HEIGHT_PX / size.height, WIDEST_PX / size.width)
    return max(1, round(size.width * scale)), max(1, round(size.height * scale))
