"""The way around the desk, on every page behind its door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, request

from portal import editing_paths, paths
from portal.web.access import SignedIn, let_in, needs_session


@dataclass(frozen=True, slots=True)
class DeskPage:
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """Pages behind one word of the menu."""

    label: str
    pages: tuple[DeskPage, ...]


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

TOGETHER = (
    DeskPage("Huddle", paths.DESK_HUDDLE),
    DeskPage("Coaching", paths.DESK_COACHING),
    DeskPage("Lessons", paths.DESK_LESSONS),
    DeskPage("Thanks", paths.DESK_THANKS),
    DeskPage("The wall", paths.DESK_WALL),
    DeskPage("Practice", paths.DESK_PRACTICE),
    DeskPage("Training", paths.DESK_TRAINING),
    DeskPage("In my way", paths.DESK_IN_MY_WAY),
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
        if not me.answers:
            return {"nav": _menu_of_editors(me)}
        help_pages = (DeskPage("Keyboard shortcuts", paths.DESK_SHORTCUTS),)
        return {"nav": _menu(me), "scripts": (SHORTCUTS,), "footer_links": help_pages}


def _menu(me: SignedIn) -> tuple[DeskPage | DeskGroup, ...]:
    """What is needed all day stands by itself; everything else is one press further."""
    keeping = [DeskPage("Tray", paths.DESK_TRAY), DeskPage("Quarantine", paths.DESK_QUARANTINE)]
    if me.is_lead:
        keeping.append(DeskPage("Audit log", paths.DESK_AUDIT))
    keeping.append(DeskPage(f"Signed in as {me.person.name}", paths.DESK_SESSIONS))
    return (
        DeskPage("My desk", paths.DESK_REPORTS),
        DeskPage("Causes", paths.DESK_CAUSES),
        DeskGroup("Team", (DeskPage("Roster", paths.DESK_ROSTER), *TOGETHER)),
        DeskGroup(
            "What we learn",
            (
                DeskPage("Insights", paths.DESK_INSIGHTS),
                DeskPage("Our choices", paths.DESK_LEDGER),
                DeskPage("Scripts", paths.DESK_SCRIPTS),
            ),
        ),
        DeskGroup(
            "What we change",
            (
                DeskPage("Pages", editing_paths.ROOT),
                DeskPage("Proposed pages", paths.DESK_PAGE_DRAFTS),
                DeskPage("Exceptions", paths.DESK_EXCEPTIONS),
            ),
        ),
        DeskGroup("More", tuple(keeping)),
    )


def _menu_of_editors(me: SignedIn) -> tuple[DeskPage | DeskGroup, ...]:
    """For whoever is an editor and answers no reports."""
    return (
        DeskPage("Pages", editing_paths.ROOT),
        DeskPage("Proposed pages", paths.DESK_PAGE_DRAFTS),
        DeskPage(f"Signed in as {me.person.name}", paths.DESK_SESSIONS),
    )
