"""What is the same on many pages of a site is rendered for the first of them, and stands on the others as it is.

A template says so where the part stands, and names all that it is made from and that is not the same on every page of
the site in one language: `{% call same(trail) %}…{% endcall %}`.
"""

from collections.abc import Hashable, Iterable
from types import CodeType

from jinja2.runtime import Macro

from portal.site.navigation import NavItem


class SameParts:
    """The parts of one site in one language, each by its place in a template."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[int, tuple[Hashable, ...]], tuple[CodeType, str]] = {}

    def __call__(self, *made_from: Hashable, caller: Macro) -> str:
        # By identity: compiled parts that read alike are equal, and what is around them in two templates may differ.
        place = caller._func.__code__
        try:
            found = self._rendered.get((id(place), made_from))
        except TypeError:
            # A template of somebody's own gave a list, which may be another the next time.
            return caller()
        if found is None:
            found = self._rendered[id(place), made_from] = place, caller()
        return found[1]


def each_alone(*_made_from: object, caller: Macro) -> str:
    """In place of SameParts where no two pages are of one site at one instant."""
    return caller()


def place_in(navigation: Iterable[NavItem], path: str) -> tuple[bool | None, ...]:
    """How the page at `path` stands to each item: True, it is its page; False, it lies below it; None, neither."""
    return tuple(path == item.path if path.startswith(item.path) else None for item in navigation)
