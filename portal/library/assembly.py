"""Puts checked parts together into a library."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from portal.library.library import Asset, Desk, Library, PublicPages
from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.site_file import SiteFile
from portal.library.survey import Survey, asset_address
from portal.library.team_file import TeamFile
from portal.library.translations import TranslatedPages
from portal.promises.calendars import Calendar

Kind = TypeVar("Kind", bound=Page)


def assemble(
    site: SiteFile,
    calendars: Mapping[str, Calendar],
    team: TeamFile,
    pages: Sequence[Page],
    found: Survey,
    translations: Mapping[str, TranslatedPages] | None = None,
) -> Library:
    """The library; every part of it has been checked before. `translations` are by language."""
    return Library(
        site=site,
        public=PublicPages(
            free=_by_slug(pages, FreePage),
            commitments=_by_slug(pages, Commitment),
            limitations=_by_slug(pages, Limitation),
            topics=_by_slug(pages, Topic),
            policies=_by_slug(pages, Policy),
        ),
        desk=Desk(
            team=team,
            scripts=_by_slug(pages, Script),
            guides=_by_slug(pages, Guide),
            drills=_by_slug(pages, Drill),
        ),
        calendars={name: calendar.to_data() for name, calendar in sorted(calendars.items())},
        assets={
            asset_address(source): Asset(source=source, sha256=_sha256(file))
            for source, file in sorted(found.assets.items())
        },
        translations=dict(translations or {}),
    )


def _sha256(file: Path) -> str:
    found = file.stat()
    return _sha256_of(file, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4096)
def _sha256_of(file: Path, mtime_ns: int, size_bytes: int) -> str:
    """Pictures are large, and a preview asks for all of them at every edit."""
    return sha256(file.read_bytes()).hexdigest()


def _by_slug(pages: Sequence[Page], kind: type[Kind]) -> dict[str, Kind]:
    mine = [page for page in pages if isinstance(page, kind)]
    return {page.slug: page for page in sorted(mine, key=attrgetter("slug"))}
