"""What publishing asks of the app above it: a site for a release at an instant, and what there is to freeze of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask

from portal.library.release import Release

NextChange = Callable[[str], datetime | None]
"""When the page at an address next changes by itself (UTC); None: never."""

Signature = Callable[[str], str]
"""What the page at an address is made from, as a digest: while that stays the same, so does the page, time apart."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What the search knows of the page at `address`: an HTML page that nobody reads."""

    address: str
    html: str


def unsigned(address: str) -> str:
    """Of a page whose parts nobody knows: it is always made anew."""
    return ""


@dataclass(frozen=True, slots=True)
class SiteToFreeze:
    """`addresses` are all that is to be published, `figure_addresses` those of them that show how promises are kept,
    `cause_addresses` those that say what is known to be wrong right now. `search_documents` are what the search finds.
    """

    app: Flask
    addresses: tuple[str, ...]
    next_change_at: NextChange
    signature: Signature = unsigned
    figure_addresses: tuple[str, ...] = ()
    cause_addresses: tuple[str, ...] = ()
    search_documents: Callable[[], Iterable[SearchDocument]] = tuple


MakeSite = Callable[[Release, datetime], SiteToFreeze]
