"""What templates/base.html needs on every dynamic page."""

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, request

from portal import paths
from portal.acts.workplace import Workplace
from portal.library.script_filling import reading_time_s, word_count
from portal.promises.spoken import spoken_duration
from portal.web.embedded import embedded
from portal.web.plain_text import linked
from portal.web.quick_fields import write_fields_quickly


class StaticAddresses(Protocol):
    """Where static files are found (portal.site.static_files.StaticFiles)."""

    @property
    def has_theme(self) -> bool: ...
    def address(self, name: str) -> str: ...


def add_page_frame(app: Flask, workplace: Workplace, static: Callable[[], StaticAddresses]) -> None:
    write_fields_quickly()
    app.jinja_env.filters["linked"] = linked
    app.jinja_env.filters["word_count"] = word_count
    app.jinja_env.filters["reading_time"] = lambda text: spoken_duration(reading_time_s(text))
    app.jinja_env.filters["embedded"] = embedded

    @app.context_processor
    def frame() -> dict[str, Any]:
        site, files = workplace.library.site, static()
        elsewhere = bool(site.service_url)
        desk = request.path.startswith(paths.DESK)
        return {
            "site": site,
            "paths": paths,
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
