"""The keyboard shortcuts of the desk, as a page; with scripts `?` opens it (portal/static/desk.js)."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from portal import paths

blueprint = Blueprint("desk_shortcuts", __name__)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`keys` are pressed one after the other; each item of `ways` is one way to do it."""

    ways: tuple[tuple[str, ...], ...]
    does: str


GROUPS: tuple[tuple[str, tuple[Shortcut, ...]], ...] = (
    (
        "Everywhere on the desk",
        (
            Shortcut((("g", "m"),), "Go to my desk"),
            Shortcut((("/",),), "Find a report"),
            Shortcut((("?",),), "Show these shortcuts"),
        ),
    ),
    (
        "In a list of reports",
        (
            Shortcut((("j",), ("↓",)), "The next one"),
            Shortcut((("k",), ("↑",)), "The one before"),
            Shortcut((("Enter",),), "Open it"),
        ),
    ),
    (
        "On a report",
        (
            Shortcut((("a",),), "Answer"),
            Shortcut((("e",),), "Say what I am trying"),
            Shortcut((("h",),), "Say what I heard"),
            Shortcut((("o",),), "Give something"),
            Shortcut((("n",),), "Go to the next report of my list"),
        ),
    ),
)


@blueprint.get(paths.DESK_SHORTCUTS)
def shortcuts() -> str:
    return render_template("desk/shortcuts.html", groups=GROUPS)
