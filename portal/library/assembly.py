"""Puts checked parts together into a library."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from portal.library.library import Asset, Desk, Library, PublicPages
from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.site_file import SiteFile
from portal.library.survey import Survey, asset_address
from portal.library.team_file import TeamFile
from portal.promises.calendars import Calendar

Kind = TypeVar("Kind", bound=Page)


def assemble(
    site: SiteFile, calendars: Mapping[str, Calendar], team: TeamFile, pages: Sequence[Page], found: Survey
) -> Library:
    """The library; every part of it has been checked before."""
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
            asset_address(source): Asset(source=source, sha256=sha256(file.read_bytes()).hexdigest())
            for source, file in sorted(found.assets.items())
        },
    )


def _by_slug(pages: Sequence[Page], kind: type[Kind]) -> dict[str, Kind]:
    return {page.slug: page for page in sorted(pages, key=lambda page: page.slug) if isinstance(page, kind)}
