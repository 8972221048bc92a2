"""Which language is being spoken. Every thread and task begins with the source language, English.

A language is said as site.yml says it, a tag of BCP 47 such as `ar` or `pt-BR`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

from portal.languages.catalogs import SOURCE, Catalog, catalog_of

_SOURCE: tuple[str, Catalog | None] = (SOURCE, None)
_spoken: ContextVar[tuple[str, Catalog | None]] = ContextVar("language", default=_SOURCE)


def language() -> str:
    """The language of the moment, whether or not we have words in it."""
    return _spoken.get()[0]


def catalog() -> Catalog | None:
    """Our words in the language of the moment; None where they are the source language's, as for want of others."""
    return _spoken.get()[1]


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """What is said inside is said in `tag`."""
    token = begin_speaking(tag)
    try:
        yield
    finally:
        stop_speaking(token)


def begin_speaking(tag: str) -> Token[tuple[str, Catalog | None]]:
    """For what has no block around it, such as a request. Give the token to `stop_speaking`, in the same thread."""
    return _spoken.set((tag, catalog_of(tag)))


def stop_speaking(token: Token[tuple[str, Catalog | None]]) -> None:
    _spoken.reset(token)
