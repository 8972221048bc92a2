"""Routes over what changed: lists, feeds, the history of each page, and what once stood there."""

from dataclasses import dataclass

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from portal import paths
from portal.languages.messages import N_, _
from portal.library.page_versions import permanent_address
from portal.site import words
from portal.site.feeds import atom, json_feed
from portal.site.navigation import NavItem, home
from portal.site.old_version import old_version
from portal.site.page_histories import Change, PageHistory, current_version
from portal.site.showing import Show
from portal.site.what_changed import ATOM, JSON_FEED, SECTIONS, SHOWN, ChangeList, WhatChanged

_AMONG = {
    "commitments": N_("What changed among our promises"),
    "limitations": N_("What changed among our limitations"),
    "topics": N_("What changed among our topics"),
    "policies": N_("What changed among our policies"),
    "": N_("What changed among our other pages"),
}


def _all() -> NavItem:
    return NavItem(_("What changed"), paths.WHAT_CHANGED)


def add_history_pages(blueprint: Blueprint, changed: WhatChanged, show: Show) -> None:
    """All below /what-changed/."""

    @blueprint.get(paths.WHAT_CHANGED)
    def what_changed() -> str:
        return _list(changed, changed.lists[paths.WHAT_CHANGED], show)

    @blueprint.get(f"{paths.WHAT_CHANGED}<path:rest>")
    def changes_of(rest: str) -> str | Response:
        address = paths.WHAT_CHANGED + rest
        if found := changed.lists.get(address):
            return _list(changed, found, show)
        if found := changed.feeds.get(address):
            return _feed(changed, found, address)
        if history := changed.of_pages.get(address):
            return _history(changed, history, address, show)
        raise NotFound


def permanent_page(changed: WhatChanged, path: str, show: Show) -> str | None:
    """What once stood on a page; None where `path` is no permanent address."""
    found = changed.permanent.get(path)
    if found is None:
        return None
    history, version = found
    place = history.versions.index(version)
    return show(
        "site/version.html",
        path,
        history=history,
        version=old_version(changed.view, version),
        is_current=current_version(changed.view, history) == version,
        is_latest=version == history.versions[-1],
        earlier=permanent_address(history.versions[place - 1]) if place else "",
        later=permanent_address(history.versions[place + 1]) if place + 1 < len(history.versions) else "",
        told=paths.history(history.path) if history.changes else "",
        lang=version.page.lang,
    )


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What a page says of its own past. `history` is the address of all its changes, `permanent` that of its words as
    they are today, `subscribe` that of the form for mails about it; each is empty where there is none. `newest` is the
    last change.
    """

    history: str
    permanent: str
    newest: Change | None
    subscribe: str = ""


def on_record(changed: WhatChanged, path: str, subscribe: str = "") -> OnRecord:
    """For the page at `path`."""
    history = changed.histories.get(path)
    if history is None:
        return OnRecord("", "", None, subscribe)
    current = current_version(changed.view, history)
    newest = history.changes[0] if history.changes else None
    permanent = permanent_address(current) if current else ""
    return OnRecord(paths.history(path) if newest else "", permanent, newest, subscribe)


def title_of(found: ChangeList) -> str:
    """`What changed among our promises`."""
    if found.year:
        return _("What changed in %(year)s", year=found.year)
    return _("What changed" if found.kind is None else _AMONG[found.kind])


def _list(changed: WhatChanged, found: ChangeList, show: Show) -> str:
    return show(
        "site/what_changed.html",
        found.address,
        title=title_of(found),
        trail=(home(changed.view) if found.address == paths.WHAT_CHANGED else _all(),),
        changes=found.changes if found.year else found.changes[:SHOWN],
        about=_asked_for(found),
        has_more=not found.year and len(found.changes) > SHOWN,
        feeds=(found.address + ATOM, found.address + JSON_FEED) if found.has_feeds else (),
        sections=[
            (_(words.KINDS[kind][1]), f"{paths.WHAT_CHANGED}{name}/")
            for kind, name in SECTIONS.items()
            if f"{paths.WHAT_CHANGED}{name}/" in changed.lists
        ],
        years=changed.years if len(changed.changes) > SHOWN else (),
    )


def _asked_for(found: ChangeList) -> str:
    """What readers of the list may ask to be told of; empty for a year and for pages that are in no section."""
    if found.year or found.kind == "":
        return ""
    return paths.WHAT_CHANGED if found.kind is None else f"/{found.kind}/"


def _history(changed: WhatChanged, history: PageHistory, address: str, show: Show) -> str:
    return show(
        "site/page_history.html",
        address,
        history=history,
        permanent={permanent_address(version): version for version in history.versions},
        trail=(
            _all(),
            NavItem(_(words.KINDS[history.kind][1]), f"{paths.WHAT_CHANGED}{SECTIONS[history.kind]}/"),
        ),
    )


def _feed(changed: WhatChanged, found: ChangeList, address: str) -> Response:
    is_atom = address.endswith(ATOM)
    site = changed.view.site
    body = (atom if is_atom else json_feed)(
        found.changes,
        title=f"{site.organisation}: {title_of(found).lower()}",
        author=site.organisation,
        public_address=site.base_url.rstrip("/"),
        page=found.address,
        feed=address,
        zone=changed.view.zone,
    )
    # A plain web server goes by the name of the file.
    return Response(body, mimetype="application/xml" if is_atom else "application/json")
