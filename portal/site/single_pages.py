"""A page of content as it is shown: its template, and what stands on it beside its own fields."""

from portal.library.pages import Commitment, Limitation, Page, Topic
from portal.site import hours
from portal.site.history_pages import on_record
from portal.site.known_causes import causes_shown
from portal.site.navigation import trail_to
from portal.site.promise_changes import changes
from portal.site.public_site import PublicSite
from portal.site.showing import Show, subscribe_address
from portal.site.what_changed import WhatChanged

_TEMPLATES = {
    "commitments": "site/commitment.html",
    "limitations": "site/limitation.html",
    "topics": "site/topic.html",
    "policies": "site/policy.html",
    "": "site/free.html",
}


def single_page(
    view: PublicSite, changed: WhatChanged, page: Page, show: Show, *, takes_subscriptions: bool = False
) -> str:
    """`changed` is what changed in the site's first language, in which alone it is told."""
    original = view.path_of_original(page.path)
    subscribe = subscribe_address(view, original, takes_subscriptions=takes_subscriptions)
    record = on_record(changed, original, subscribe)
    more = _details(view, page) | {"record": record}
    return show(_TEMPLATES[page.kind], page.path, page=page, trail=trail_to(view, page), lang=page.lang, **more)


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
