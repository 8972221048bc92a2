"""Routes over the public pages. The blueprint is handed a PublicSite and knows nothing else."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from portal import paths
from portal.promises.published_scorecard import PublishedScorecard, scorecard_json
from portal.promises.scorecard_csv import rows_csv
from portal.site.data_files import add_data_files
from portal.site.history_pages import add_history_pages, permanent_page
from portal.site.list_pages import add_list_pages
from portal.site.lost_readers import said_to_the_lost
from portal.site.public_site import PublicSite
from portal.site.refusals import AWAY, TOO_LARGE, said_of
from portal.site.search_pages import add_search_page
from portal.site.showing import shower, speak
from portal.site.single_pages import single_page
from portal.site.site_map import site_map
from portal.site.what_changed import what_changed


def public_pages(
    view: PublicSite,
    asset: Callable[[str], str],
    has_theme: bool,
    *,
    has_search_index: bool = False,
    takes_subscriptions: bool = False,
) -> Blueprint:
    """All routes of the site but its static files and those of the search's index; those of a site in another than its
    first language are fewer.
    """
    if view.folder:
        return _translated_pages(view, asset, has_theme, has_search_index, takes_subscriptions)
    blueprint = Blueprint("public_pages", __name__)
    show = shower(view, asset, has_theme, takes_subscriptions=takes_subscriptions)
    changed = what_changed(view)

    speak(blueprint, view)
    add_list_pages(blueprint, view, changed, show, has_index=has_search_index)

    if view.published.scorecard is not None:
        _add_data(blueprint, view.published.scorecard)

    @blueprint.get(paths.NOT_FOUND)
    def not_found() -> str:
        return show("site/not_found.html", paths.NOT_FOUND, said_in_others=said_to_the_lost(view))

    @blueprint.app_errorhandler(404)
    def missing(_error: Exception) -> tuple[str, int]:
        return not_found(), 404

    @blueprint.get(paths.TOO_LARGE)
    def too_large() -> str:
        return show("site/refusal.html", paths.TOO_LARGE, said=said_of(view, TOO_LARGE), quiet=True, unclear_path="")

    @blueprint.get(paths.AWAY)
    def away() -> str:
        return show("site/refusal.html", paths.AWAY, said=said_of(view, AWAY), quiet=True, unclear_path="")

    @blueprint.get(paths.SITEMAP)
    def sitemap() -> Response:
        listed = site_map(view, changed.pages())
        xml = show("site/sitemap.xml", paths.SITEMAP, addresses=listed.addresses, alternates=listed.alternates)
        return Response(xml, mimetype="application/xml")

    @blueprint.get(paths.ROBOTS)
    def robots() -> Response:
        return Response(show("site/robots.txt", paths.ROBOTS), mimetype="text/plain")

    add_history_pages(blueprint, changed, show)
    add_search_page(blueprint, view, show, has_index=has_search_index)
    add_data_files(blueprint, view, changed)

    @blueprint.get("/<path:address>")
    def page_or_redirect(address: str) -> str | AnyResponse:
        path = "/" + address
        if page := view.by_path.get(path):
            return single_page(view, changed, page, show, takes_subscriptions=takes_subscriptions)
        if page := view.by_alias.get(path):
            return show("site/moved.html", path, page=page, lang=page.lang)
        if (once := permanent_page(changed, path, show)) is not None:
            return once
        if path + "/" in view.by_path or path + "/" in view.by_alias:
            return redirect(path + "/", code=308)
        raise NotFound

    return blueprint


def _translated_pages(
    view: PublicSite, asset: Callable[[str], str], has_theme: bool, has_search_index: bool, takes_subscriptions: bool
) -> Blueprint:
    """Lists, the search, and every page, in its original's words where there is no translation."""
    blueprint = Blueprint(f"public_pages_{view.folder}", __name__)
    show = shower(view, asset, has_theme, takes_subscriptions=takes_subscriptions)
    changed = what_changed(view.first)
    speak(blueprint, view)
    add_list_pages(blueprint, view, changed, show, has_index=has_search_index)
    add_search_page(blueprint, view, show, has_index=has_search_index)

    @blueprint.get(view.address("/<path:address>"))
    def page(address: str) -> str | AnyResponse:
        path = view.address(f"/{address}")
        if found := view.by_path.get(path):
            return single_page(view, changed, found, show, takes_subscriptions=takes_subscriptions)
        if path + "/" in view.by_path:
            return redirect(path + "/", code=308)
        raise NotFound

    return blueprint


def _add_data(blueprint: Blueprint, scorecard: PublishedScorecard) -> None:
    """The scorecard for machines and for those who check it."""

    @blueprint.get(paths.SCORECARD_CSV)
    def scorecard_csv() -> Response:
        return Response(rows_csv(scorecard.rows), mimetype="text/csv")

    @blueprint.get(paths.SCORECARD_JSON)
    def scorecard_data() -> Response:
        return Response(scorecard_json(scorecard), mimetype="application/json")
