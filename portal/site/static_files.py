"""Static files under addresses that hold their digest, so that a browser may keep them for ever."""

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort

from portal import paths, static_paths
from portal.library.site_file import Theme
from portal.site.theme import theme_css

THEME = "theme.css"
FOR_EVER = "public, max-age=31536000, immutable"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}


@dataclass(frozen=True)
class StaticFiles:
    """The files of `static_dirs` (the site's own first) and the stylesheet made from the theme."""

    static_dirs: tuple[Path, ...]
    theme: Theme

    @property
    def has_theme(self) -> bool:
        return bool(theme_css(self.theme))

    def address(self, name: str) -> str:
        """Raises FileNotFoundError."""
        if name == THEME:
            return f"{paths.STATIC}{sha256(self._theme()).hexdigest()[:12]}/{THEME}"
        return static_paths.asset(self.static_dirs, name)

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError."""
        return self._theme() if name == THEME else static_paths.find_asset(self.static_dirs, name).read_bytes()

    def _theme(self) -> bytes:
        return theme_css(self.theme).encode()


def static_routes(files_now: Callable[[], StaticFiles]) -> Blueprint:
    """`/static/<digest>/<name>`; a digest that is not the file's own is not found, so no address shows two things."""
    blueprint = Blueprint("static_files", __name__)

    @blueprint.get(f"{paths.STATIC}<digest>/<path:name>")
    def static_file(digest: str, name: str) -> Response:
        files = files_now()
        try:
            if files.address(name) != f"{paths.STATIC}{digest}/{name}":
                abort(404)
            response = Response(files.read(name), mimetype=_media_type(name))
        except FileNotFoundError:
            abort(404)
        response.headers["Cache-Control"] = FOR_EVER
        return response

    return blueprint


def register_media_types() -> None:
    """The same types whatever the machine's own table says; the freezer compares them."""
    for suffix, media_type in _MEDIA_TYPES.items():
        mimetypes.add_type(media_type, suffix)


def _media_type(name: str) -> str:
    suffix = Path(name).suffix
    return _MEDIA_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
