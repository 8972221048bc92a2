"""What templates/base.html needs on every dynamic page."""

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, request

from portal import paths
from portal.acts.workplace import Workplace
from portal.languages.catalogs import SOURCE
from portal.languages.speaking import language
from portal.library.script_filling import reading_time_s, word_count
from portal.library.site_file import SiteFile
from portal.promises.spoken import spoken_duration
from portal.web.customers_language import step
from portal.web.embedded import embedded
from portal.web.plain_text import linked
from portal.web.quick_fields import write_fields_quickly


class StaticAddresses(Protocol):
    """Where static files are found (portal.site.static_files.StaticFiles)."""

    @property
    def has_theme(self) -> bool: ...
    def address(self, name: str) -> str: ...


class PathsIn:
    """portal.paths, with the home page in another language than the site's first."""

    def __init__(self, tongue: str) -> None:
        self.HOME = paths.translated(paths.HOME, tongue)

    def __getattr__(self, name: str) -> Any:
        return getattr(paths, name)


def add_page_frame(app: Flask, workplace: Workplace, static: Callable[[], StaticAddresses]) -> None:
    write_fields_quickly()
    app.jinja_env.filters["linked"] = linked
    app.jinja_env.filters["word_count"] = word_count
    app.jinja_env.filters["reading_time"] = lambda text: spoken_duration(reading_time_s(text))
    app.jinja_env.filters["embedded"] = embedded

    @app.context_processor
    def frame() -> dict[str, Any]:
        site, files = workplace.library_as_read.site, static()
        elsewhere = bool(site.service_url)
        desk = request.path.startswith(paths.DESK)
        return {
            "site": site,
            "lang": _tongue(site),
            "step": step,
            "paths": paths if language() not in site.languages[1:] else PathsIn(language()),
            "asset": files.address,
            "has_theme": files.has_theme,
            "nav": (),
            "quiet": True,
            "page_path": request.path,
            # The public pages stand elsewhere only where site.yml names another address for the service.
            "site_address": site.base_url.rstrip("/") if elsewhere else "",
            "service_address": "",
            "unclear_path": "",
            **({"body_class": "desk"} if desk else {}),
        }


def _tongue(site: SiteFile) -> str:
    """The language of our own words."""
    return site.spoken_inside() if language() == SOURCE else language()
