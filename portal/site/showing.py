"""How a page of the site is shown: its template with what every template may use."""

from collections.abc import Callable

from flask import render_template

from portal import paths
from portal.site import words
from portal.site.content_security import content_security_policy
from portal.site.navigation import NAVIGATION
from portal.site.public_site import PublicSite
from portal.site.record import record_of

Show = Callable[..., str]


def shower(view: PublicSite, asset: Callable[[str], str], has_theme: bool) -> Show:
    """A function of a template, the page's address and the template's own values."""
    shared: dict[str, object] = {
        "view": view,
        "site": view.site,
        "nav": NAVIGATION,
        "paths": paths,
        "asset": asset,
        "has_theme": has_theme,
        "words": words,
        "csp": content_security_policy(view.site),
        "service_address": view.site.service_url.rstrip("/"),
        "public_address": view.site.base_url.rstrip("/"),
        "record_of": lambda page: record_of(view.published, page),
    }

    def show(template: str, path: str, **values: object) -> str:
        return render_template(template, **(shared | values), page_path=path)

    return show
