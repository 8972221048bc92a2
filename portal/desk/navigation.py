"""The way around the desk, on every page behind its door."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request

from portal import paths
from portal.web.access import let_in, needs_session


@dataclass(frozen=True, slots=True)
class DeskPage:
    label: str
    path: str


def add_navigation(app: Flask) -> None:
    """To be added after the page frame, whose `nav` it fills. A page opened by a signed link shows none: it is a
    page of its own, in the name of whoever the link was sent to.
    """

    @app.context_processor
    def navigation() -> dict[str, Any]:
        me = let_in() if needs_session(request.path) else None
        if me is None:
            return {}
        pages = [DeskPage("Reports", paths.DESK_REPORTS), DeskPage("Tray", paths.DESK_TRAY)]
        if me.is_lead:
            pages.append(DeskPage("Audit log", paths.DESK_AUDIT))
        pages.append(DeskPage(f"Signed in as {me.person.name}", paths.DESK_SESSIONS))
        return {"nav": pages}
