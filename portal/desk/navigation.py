"""The way around the desk, on every page behind its door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, request

from portal import paths
from portal.web.access import let_in, needs_session


@dataclass(frozen=True, slots=True)
class DeskPage:
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Script:
    """A script of portal/static, and what it is told as `data-` attributes."""

    name: str
    data: Mapping[str, str]


SHORTCUTS = Script(
    "desk.js",
    {
        "desk": paths.DESK_REPORTS,
        "next": paths.DESK_NEXT,
        "search": paths.DESK_SEARCH,
        "shortcuts": paths.DESK_SHORTCUTS,
    },
)


def add_navigation(app: Flask) -> None:
    """To be added after the page frame, whose `nav` it fills. A page opened by a signed link shows none: it is a
    page of its own, in the name of whoever the link was sent to.
    """

    @app.context_processor
    def navigation() -> dict[str, Any]:
        me = let_in() if needs_session(request.path) else None
        if me is None:
            return {}
        pages = [DeskPage("My desk", paths.DESK_REPORTS), DeskPage("Tray", paths.DESK_TRAY)]
        pages.insert(1, DeskPage("Causes", paths.DESK_CAUSES))
        pages += [DeskPage("Scripts", paths.DESK_SCRIPTS), DeskPage("Our choices", paths.DESK_LEDGER)]
        pages.insert(2, DeskPage("Roster", paths.DESK_ROSTER))
        pages += [DeskPage("Drafts", paths.DESK_PAGE_DRAFTS), DeskPage("Exceptions", paths.DESK_EXCEPTIONS)]
        if me.is_lead:
            pages.append(DeskPage("Audit log", paths.DESK_AUDIT))
        pages.append(DeskPage(f"Signed in as {me.person.name}", paths.DESK_SESSIONS))
        help_pages = (DeskPage("Keyboard shortcuts", paths.DESK_SHORTCUTS),)
        return {"nav": pages, "scripts": (SHORTCUTS,), "footer_links": help_pages}
