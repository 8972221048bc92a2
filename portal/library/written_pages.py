"""Pages as a release holds them, where that is known already: working out the JSON of thousands takes long."""

from collections.abc import Callable

from portal.library.pages import Page

Read = Callable[[], bytes | None]


class WrittenPages:
    """By identity, so that a page that was changed is another. It says nothing that the pages do not: all are equal."""

    def __init__(self) -> None:
        self._by_identity: dict[int, tuple[Page, Read, str]] = {}

    def add(self, page: Page, written: Read, digest: str) -> None:
        """`written` reads the page from where it is kept, None where it is damaged there; `digest` is over that."""
        self._by_identity[id(page)] = (page, written, digest)

    def of(self, page: Page) -> bytes | None:
        found = self._by_identity.get(id(page))
        return found[1]() if found else None

    def digest_of(self, page: Page) -> str | None:
        found = self._by_identity.get(id(page))
        return found[2] if found else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WrittenPages)

    def __hash__(self) -> int:
        return hash(WrittenPages)
