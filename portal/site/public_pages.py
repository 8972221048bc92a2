"""Routes over the public pages. The blueprint is handed a PublicSite and knows nothing else."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from portal import paths
from portal.library.pages import Commitment, Limitation, Page, Topic
from portal.promises.published_scorecard import PublishedScorecard, scorecard_json
from portal.promises.scorecard_csv import rows_csv
from portal.site import addresses, hours, words
from portal.site.history_pages import add_history_pages, on_record, permanent_page
from portal.site.known_causes import causes_shown
from portal.site.ledger import shown_ledger
from portal.site.navigation import trail_to
from portal.site.promise_changes import changes
from portal.site.public_site import PublicSite
from portal.site.record import overall_record
from portal.site.scorecard import promise_lines
from portal.site.search_pages import add_search_page
from portal.site.showing import shower
from portal.site.what_changed import WhatChanged

_TEMPLATES = {
    "commitments": "site/commitment.html",
    "limitations": "site/limitation.html",
    "topics": "site/topic.html",
    "policies": "site/policy.html",
    "": "site/free.html",
}


def public_pages(
    view: PublicSite, asset: Callable[[str], str], has_theme: bool, *, has_search_index: bool = False
) -> Blueprint:
    """All routes of the site but its static files and those of the search's index."""
    blueprint = Blueprint("public_pages", __name__)
    show = shower(view, asset, has_theme)
    changed = WhatChanged(view)

    @blueprint.get(paths.HOME)
    def home() -> str:
        page, newest = view.by_path.get(paths.HOME), changed.newest
        return show("site/home.html", paths.HOME, page=page, causes=causes_shown(view), newest=newest)

    @blueprint.get(paths.TOPICS)
    def topics() -> str:
        return show("site/topics.html", paths.TOPICS)

    @blueprint.get(paths.COMMITMENTS)
    def commitments() -> str:
        return show("site/commitments.html", paths.COMMITMENTS)

    @blueprint.get(paths.LIMITATIONS)
    def limitations() -> str:
        return show("site/limitations.html", paths.LIMITATIONS)

    @blueprint.get(paths.POLICIES)
    def policies() -> str:
        return show("site/policies.html", paths.POLICIES, sections=_policy_sections(view))

    @blueprint.get(paths.HOW_WE_HANDLE)
    def how_we_handle() -> str:
        return show("site/how_we_handle.html", paths.HOW_WE_HANDLE, stances=_by_stance(view), ledger=shown_ledger(view))

    @blueprint.get(paths.SCORECARD)
    def scorecard() -> str:
        lines, record = promise_lines(view), overall_record(view.published)
        return show("site/scorecard.html", paths.SCORECARD, lines=lines, record=record)

    if view.published.scorecard is not None:
        _add_data(blueprint, view.published.scorecard)

    @blueprint.get(paths.NOT_FOUND)
    def not_found() -> str:
        return show("site/not_found.html", paths.NOT_FOUND)

    @blueprint.app_errorhandler(404)
    def missing(_error: Exception) -> tuple[str, int]:
        return not_found(), 404

    @blueprint.get(paths.SITEMAP)
    def sitemap() -> Response:
        listed = (*addresses.page_addresses(view), *changed.pages())
        xml = show("site/sitemap.xml", paths.SITEMAP, addresses=listed)
        return Response(xml, mimetype="application/xml")

    @blueprint.get(paths.ROBOTS)
    def robots() -> Response:
        return Response(show("site/robots.txt", paths.ROBOTS), mimetype="text/plain")

    add_history_pages(blueprint, changed, show)
    add_search_page(blueprint, view, show, has_index=has_search_index)

    @blueprint.get("/<path:address>")
    def page_or_redirect(address: str) -> str | AnyResponse:
        path = "/" + address
        if page := view.by_path.get(path):
            more = _details(view, page) | {"record": on_record(changed, path)}
            return show(_TEMPLATES[page.kind], path, page=page, trail=trail_to(page), lang=page.lang, **more)
        if page := view.by_alias.get(path):
            return show("site/moved.html", path, page=page, lang=page.lang)
        if (once := permanent_page(changed, path, show)) is not None:
            return once
        if path + "/" in view.by_path or path + "/" in view.by_alias:
            return redirect(path + "/", code=308)
        raise NotFound

    return blueprint


def _details(view: PublicSite, page: Page) -> dict[str, object]:
    """What a page of this kind shows beside its own fields."""
    match page:
        case Commitment():
            calendar = view.calendars_by_name.get(page.calendar or "")
            written = view.site.calendars.get(page.calendar or "", {})
            severities = page.applies_to.severities
            found = (view.site.severity(key) for key in severities if key != "all")
            return {
                "topics": view.topics_under(page),
                "covers_everything": "all" in page.applies_to.topics,
                "severities": () if "all" in severities else tuple(one.label for one in found if one),
                "hours": hours.hours_in_words(calendar, written) if page.target.working and calendar else (),
                "example": view.example(page),
                "changes": changes(view.published, page),
            }
        case Limitation():
            return {"topics": view.topics_of(page)}
        case Topic():
            return {
                "promises": view.promises_for(page),
                "limitations": view.limitations_of(page),
                "causes": causes_shown(view, page),
            }
    return {}


def _add_data(blueprint: Blueprint, scorecard: PublishedScorecard) -> None:
    """The scorecard for machines and for those who check it."""

    @blueprint.get(paths.SCORECARD_CSV)
    def scorecard_csv() -> Response:
        return Response(rows_csv(scorecard.rows), mimetype="text/csv")

    @blueprint.get(paths.SCORECARD_JSON)
    def scorecard_data() -> Response:
        return Response(scorecard_json(scorecard), mimetype="application/json")


def _policy_sections(view: PublicSite) -> dict[str, list[Page]]:
    """Policies by folder (`returns/refunds` lies in `returns`), those in no folder first; titles in order."""
    sections: dict[str, list[Page]] = {}
    for page in sorted(view.pages.policies.values(), key=lambda page: (page.slug.rpartition("/")[0], page.title)):
        sections.setdefault(page.slug.rpartition("/")[0], []).append(page)
    return sections


def _by_stance(view: PublicSite) -> dict[str, list[Topic | Limitation]]:
    choices: list[Topic | Limitation] = [*view.topics, *view.limitations]
    return {stance: [page for page in choices if page.stance == stance] for stance in words.STANCES}
