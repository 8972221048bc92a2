"""What the desk asks of the room in which pages are edited (portal.editing), which knows the site and the files.

It is handed in where the parts are joined (portal.app); the desk itself knows neither the public half nor publication.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, cast

from flask import Flask, current_app

from portal.library.problems import Problem

_KEY = "forthright editing"


class Piece(Protocol):
    """Some words, and whether they stayed, came or went."""

    @property
    def state(self) -> Literal["same", "added", "removed"]: ...
    @property
    def words(self) -> str: ...


class Paragraph(Protocol):
    """A paragraph that reads differently."""

    @property
    def state(self) -> Literal["added", "removed", "changed"]: ...
    @property
    def pieces(self) -> Sequence[Piece]: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What `check` says of a draft, had its page stood in content/: on the page itself, and in files that it touches.

    Warnings among those `here` do not stop a publication. `title` is the page's, empty while it cannot be read.
    """

    here: tuple[Problem, ...] = ()
    elsewhere: tuple[Problem, ...] = ()
    title: str = ""

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """All that has to be mended first."""
        return tuple(problem for problem in (*self.here, *self.elsewhere) if problem.severity == "problem")


@dataclass(frozen=True, slots=True)
class PageChange:
    """What readers of a page have to know, in sentences; where we promise less, `effect` is `weaker`.

    `path` is the address of the page, empty for one of the desk.
    """

    title: str
    path: str
    effect: Literal["weaker", "stronger", "other"]
    sentences: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What publishing a draft would change: on its own page, and what of others' comes along with it."""

    look: Look
    own: PageChange | None = None
    along: tuple[PageChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of content/. `section` is its folder in words, `states` what is to be said of it, such as `draft`."""

    source: str
    title: str
    section: str
    states: tuple[str, ...]
    problems: int


@dataclass(frozen=True, slots=True)
class Commit:
    """A change of the page's file, by git. `short` is the beginning of its name."""

    id: str
    at: datetime
    who: str
    words: str

    @property
    def short(self) -> str:
        return self.id[:10]


@dataclass(frozen=True, slots=True)
class Told:
    """How a published page has changed on a day, as its readers are told."""

    on: date
    sentences: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    is_weaker: bool
    permanent: str


class EditingRoom(Protocol):
    def pages(self) -> tuple[ListedPage, ...]:
        """Every page of content/, section by section."""
        ...

    def look(self, source: str, text: str) -> Look:
        """The check of everything, with `text` in place of the page's file."""
        ...

    def preview(self, source: str, text: str) -> str:
        """A public page as it would be, whole. Raises EditRefused where it cannot or may not be shown."""
        ...

    def desk_text(self, source: str, text: str) -> str:
        """The text of a page of the desk as HTML that is fit for a page. Raises EditRefused."""
        ...

    def review(self, source: str, text: str) -> Review: ...

    def told(self, source: str) -> tuple[Told, ...]:
        """How the published page has changed, the newest first."""
        ...

    def commits(self, source: str) -> tuple[Commit, ...]:
        """The file's history by git, the newest first; () where content/ lies in no repository."""
        ...

    def text_at(self, source: str, commit: str) -> str:
        """The file as it was. Raises EditRefused."""
        ...

    def skeleton(self, kind: str, title: str) -> tuple[str, str]:
        """Source and text of a new page. Raises EditRefused."""
        ...


def install_editing(app: Flask, room: EditingRoom) -> None:
    app.extensions[_KEY] = room


def editing_room() -> EditingRoom:
    return cast(EditingRoom, current_app.extensions[_KEY])
