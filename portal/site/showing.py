"""How a page of the site is shown: its template with what every template may use."""

from collections.abc import Callable
from functools import cache, partial

from flask import Blueprint, current_app, g

from portal import paths, subscription_paths
from portal.languages.speaking import begin_speaking, speaking, stop_speaking
from portal.library.pages import Page
from portal.site import words
from portal.site.content_security import content_security_policy
from portal.site.navigation import navigation
from portal.site.other_languages import alternates, in_every_language, written_in
from portal.site.public_site import PublicSite
from portal.site.record import record_of
from portal.site.same_parts import SameParts, place_in
from portal.site.structured_data import in_script, structured_data
from portal.site.tongue import Tongue
from portal.site.translated_paths import TranslatedPaths

Show = Callable[..., str]


def subscribe_address(view: PublicSite, about: str, *, takes_subscriptions: bool) -> str:
    """Where readers ask to be told by mail when `about` changes (a page, a section, or all); empty: nowhere."""
    if not takes_subscriptions:
        return ""
    return view.site.service_url.rstrip("/") + paths.in_language(subscription_paths.subscribe(about), view.folder)


def shower(
    view: PublicSite, asset: Callable[[str], str], has_theme: bool, *, takes_subscriptions: bool = False
) -> Show:
    """A function of a template, the page's address and the template's own values."""
    shared: dict[str, object] = {
        "view": view,
        "site": view.site,
        "paths": TranslatedPaths(view) if view.folder else paths,
        "asset": asset,
        "has_theme": has_theme,
        "words": words,
        "csp": content_security_policy(view.site),
        "service_address": view.site.service_url.rstrip("/"),
        "public_address": view.site.base_url.rstrip("/"),
        "structured_data": lambda *page, **said: in_script(structured_data(view, *page, **said)),
        "subscribe_address": partial(subscribe_address, view, takes_subscriptions=takes_subscriptions),
        "record_of": lambda page: record_of(view.published, page),
        "frame_lang": view.language,
        "tongue": Tongue(view),
        "same": SameParts(),
    }

    # It is the same on every page, and is said for the first one.
    nav = cache(partial(navigation, view))

    def show(template: str, path: str, **values: object) -> str:
        with speaking(view.language):
            here = _in_languages(view, path, values.get("page"))
            frame = {"nav": nav(), "nav_place": place_in(nav(), path)}
            # Flask's render_template tells plug-ins and adds values of the request; a page of the site needs neither.
            page = current_app.jinja_env.get_template(template)
            return page.render({**shared, **frame, **here, **values, "page_path": path})

    return show


def speak(blueprint: Blueprint, view: PublicSite) -> None:
    """All that the routes of `blueprint` work out is said in the language of `view`."""

    @blueprint.before_request
    def begin() -> None:
        g.spoken = begin_speaking(view.language)

    @blueprint.teardown_request
    def end(_error: BaseException | None) -> None:
        if token := g.pop("spoken", None):
            stop_speaking(token)


def _in_languages(view: PublicSite, path: str, page: object) -> dict[str, object]:
    """What the frame of a page says of its languages; nothing on a site that has only one."""
    found = in_every_language(view, path)
    if not found:
        return {}
    shown = page if isinstance(page, Page) else None
    original = written_in(view, shown)
    return {
        "in_other_languages": [each for each in found if each.tag != view.language],
        "alternates": [*alternates(found, view.language)],
        "canonical_path": view.path_of_original(path) if original else path,
        "untranslated_from": original,
        "outdated_from": found[0].path if shown and view.path_of_original(path) in view.outdated else "",
    }
