"""Pages that are written out once and kept for a while, without what is one visitor's alone: the key of their forms,
and which filling-in each form is. Everybody gets these afresh.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from flask import current_app

from portal import static_paths
from portal.library.site_file import SiteFile
from portal.settings import Settings
from portal.web.csrf import visitors_token
from portal.web.current import service, workplace
from portal.web.forms import StampedForm

_LINKED = ("favicon.svg", "forthright.css", "service.css", "tracking.js")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """`pieces` stand around the values that were taken out; `tokens` says of each of these whether it is the token."""

    pieces: tuple[bytes, ...]
    tokens: tuple[bool, ...]

    def for_this_visitor(self) -> str:
        """For the request that is being answered."""
        return self.written(visitors_token, lambda: service().stamps.new(workplace().now())).decode()

    def written(self, token: Callable[[], str], stamp: Callable[[], str]) -> bytes:
        """With one and the same token, if any, and a stamp for each form."""
        own = token().encode() if any(self.tokens) else b""
        written = [self.pieces[0]]
        for is_token, piece in zip(self.tokens, self.pieces[1:], strict=True):
            written += (own if is_token else stamp().encode(), piece)
        return b"".join(written)


def kept_page(html: str, forms: Collection[StampedForm]) -> KeptPage | None:
    """The page in pieces; `forms` are those that were made for it, none of them filled in by anybody.

    None while templates are edited, and where one of the values stands anywhere but once as that of a field.
    """
    stamps = {str(form.stamp.data) for form in forms}
    tokens = {str(form.csrf_token.current_token) for form in forms if "csrf_token" in form}
    if current_app.jinja_env.auto_reload:
        return None
    alone = "|".join(map(re.escape, stamps | tokens)) or "(?!)"
    parts = re.split(f'(?<=value=")({alone})(?=")', html)
    pieces, taken = parts[::2], parts[1::2]
    often = any(taken.count(stamp) > 1 for stamp in stamps)
    if often or any(value in piece for value in stamps | tokens for piece in pieces):
        return None
    return KeptPage(tuple(piece.encode() for piece in pieces), tuple(value in tokens for value in taken))


class LookOfPages:
    """Changes whenever a file does that every dynamic page links to."""

    def __init__(self, settings: Settings) -> None:
        self._folders = settings.static_dirs

    def now(self, site: SiteFile) -> tuple[object, ...]:
        logo = tuple(filter(None, (site.logo.file, site.logo.dark))) if site.logo else ()
        return static_paths.look_of(self._folders, _LINKED + logo)
