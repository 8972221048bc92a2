"""A library as JSON with its keys in order, as a release is hashed and written. In parts: together they are large."""

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from portal.library.library import Library, PublicPages
from portal.library.pages import Page

_PUBLIC = "public"


def canonical_page(page: Page) -> bytes:
    """UTF-8."""
    return _json(page.model_dump(mode="json"))


def digest_of_written(written: bytes) -> str:
    """Of a page as a release holds it."""
    return sha256(written).hexdigest()


def digest_of_page(page: Page) -> str:
    return digest_of_written(canonical_page(page))


def canonical_parts(library: Library) -> Iterator[bytes]:
    """UTF-8. Pages whose JSON the library knows already are not worked out again."""
    return _parts(library, lambda page: library.written.of(page) or canonical_page(page))


def hashed_parts(library: Library) -> Iterator[bytes]:
    """What stands for the library in its hash: the same, with the digest of each public page in place of the page."""
    return _parts(library, lambda page: b'"%s"' % (library.written.digest_of(page) or digest_of_page(page)).encode())


def _parts(library: Library, public: Callable[[Page], bytes]) -> Iterator[bytes]:
    rest = library.model_dump(mode="json", exclude={_PUBLIC})
    begin = b"{"
    for name in sorted((*rest, _PUBLIC)):
        yield begin + _json(name) + b":"
        if name == _PUBLIC:
            yield from _public(library, public)
        else:
            yield _json(rest[name])
        begin = b","
    yield b"}"


def _public(library: Library, written: Callable[[Page], bytes]) -> Iterator[bytes]:
    begin = b"{"
    for kind in sorted(PublicPages.model_fields):
        pages: Mapping[str, Page] = getattr(library.public, kind)
        yield begin + _json(kind) + b":{"
        between = b""
        for slug in sorted(pages):
            yield b'%s"%s":%s' % (between, slug.encode(), written(pages[slug]))
            between = b","
        yield b"}"
        begin = b","
    yield b"}"


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
