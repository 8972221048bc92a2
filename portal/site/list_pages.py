"""Routes over the home page, the lists and the scorecard, in each language of the site."""

from flask import Blueprint

from portal import paths
from portal.library.pages import Limitation, Page, Topic
from portal.site import words
from portal.site.known_causes import causes_shown
from portal.site.ledger import shown_ledger
from portal.site.public_site import PublicSite
from portal.site.record import overall_record
from portal.site.scorecard import promise_lines
from portal.site.showing import Show
from portal.site.what_changed import WhatChanged


def add_list_pages(
    blueprint: Blueprint, view: PublicSite, changed: WhatChanged, show: Show, *, has_index: bool
) -> None:
    """At the addresses that they have in the language of `view`. What changed is told in the first language alone."""

    @blueprint.get(view.address(paths.HOME))
    def home() -> str:
        page, newest = view.by_path.get(view.address(paths.HOME)), changed.newest
        at = view.by_path.get(view.address(newest.path)) if newest else None
        return show(
            "site/home.html",
            view.address(paths.HOME),
            page=page,
            causes=causes_shown(view),
            newest=newest,
            newest_page=at,
            has_index=has_index,
        )

    @blueprint.get(view.address(paths.TOPICS))
    def topics() -> str:
        return show("site/topics.html", view.address(paths.TOPICS))

    @blueprint.get(view.address(paths.COMMITMENTS))
    def commitments() -> str:
        return show("site/commitments.html", view.address(paths.COMMITMENTS))

    @blueprint.get(view.address(paths.LIMITATIONS))
    def limitations() -> str:
        return show("site/limitations.html", view.address(paths.LIMITATIONS))

    @blueprint.get(view.address(paths.POLICIES))
    def policies() -> str:
        return show("site/policies.html", view.address(paths.POLICIES), sections=_policy_sections(view))

    @blueprint.get(view.address(paths.HOW_WE_HANDLE))
    def how_we_handle() -> str:
        path, stances = view.address(paths.HOW_WE_HANDLE), _by_stance(view)
        return show("site/how_we_handle.html", path, stances=stances, ledger=shown_ledger(view))

    @blueprint.get(view.address(paths.SCORECARD))
    def scorecard() -> str:
        lines, record = promise_lines(view), overall_record(view.published)
        return show("site/scorecard.html", view.address(paths.SCORECARD), lines=lines, record=record)


def _policy_sections(view: PublicSite) -> dict[str, list[Page]]:
    """Policies by folder (`returns/refunds` lies in `returns`), those in no folder first; titles in order."""
    sections: dict[str, list[Page]] = {}
    for page in sorted(view.pages.policies.values(), key=lambda page: (page.slug.rpartition("/")[0], page.title)):
        sections.setdefault(page.slug.rpartition("/")[0], []).append(page)
    return sections


def _by_stance(view: PublicSite) -> dict[str, list[Topic | Limitation]]:
    choices: list[Topic | Limitation] = [*view.topics, *view.limitations]
    return {stance: [page for page in choices if page.stance == stance] for stance in words.STANCES}
