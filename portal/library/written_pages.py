"""Pages as a release holds them, where that is known already: working out the JSON of thousands takes long."""

from collections.abc import Callable

from portal.library.pages import Page

Read = Callable[[], bytes | None]


class WrittenPages:
    """By identity, so that a page that was changed is another. It says nothing that the pages do not: all are equal."""

    def __init__(self) -> None:
        self._by_identity: dict[int, tuple[Page, bytes | Read]] = {}

    def add(self, page: Page, written: bytes | Read) -> None:
        """`written` may be what reads it from where it is kept: all pages of a first build together are large."""
        self._by_identity[id(page)] = (page, written)

    def of(self, page: Page) -> bytes | None:
        _, written = self._by_identity.get(id(page), (page, None))
        return written() if callable(written) else written

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WrittenPages)

    def __hash__(self) -> int:
        return hash(WrittenPages)
