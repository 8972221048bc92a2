"""A page as an earlier build left it, or a process that renders made it: with its body and all that is looked at across
pages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal.library.pages import Page
from portal.library.rendered import FoundLink


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with its body, in which its `links` lead to `addresses`.

    `written` gives the page as a release holds it, None where that is damaged; `digest` is over that.
    """

    page: Page
    written: Callable[[], bytes | None]
    digest: str
    links: tuple[FoundLink, ...]
    addresses: tuple[str, ...]
    anchors: frozenset[str]
    render_key: bytes
    """Under which portal.library.render_cache keeps what became of the text."""
    acting: tuple[str, ...] = ()
    """The kinds of what acts in its text, which site.yml may allow."""
