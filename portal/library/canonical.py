"""A library as JSON with its keys in order, as a release is hashed and written. In parts: together they are large."""

import json
from collections.abc import Iterator, Mapping

from portal.library.library import Library, PublicPages
from portal.library.pages import Page

_PUBLIC = "public"


def canonical_page(page: Page) -> bytes:
    """UTF-8."""
    return _json(page.model_dump(mode="json"))


def canonical_parts(library: Library) -> Iterator[bytes]:
    """UTF-8. Pages whose JSON the library knows already are not worked out again."""
    rest = library.model_dump(mode="json", exclude={_PUBLIC})
    begin = b"{"
    for name in sorted((*rest, _PUBLIC)):
        yield begin + _json(name) + b":"
        if name == _PUBLIC:
            yield from _public(library)
        else:
            yield _json(rest[name])
        begin = b","
    yield b"}"


def _public(library: Library) -> Iterator[bytes]:
    begin = b"{"
    for kind in sorted(PublicPages.model_fields):
        pages: Mapping[str, Page] = getattr(library.public, kind)
        yield begin + _json(kind) + b":{"
        between = b""
        for slug in sorted(pages):
            yield between + _json(slug) + b":"
            yield library.written.of(pages[slug]) or canonical_page(pages[slug])
            between = b","
        yield b"}"
        begin = b","
    yield b"}"


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
