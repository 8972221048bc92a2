"""The two sides of `portal diff`: a release, content/ as it is, or as it was at a revision of git."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ValidationError

from portal.errors import PortalError, PublishError, StoreError
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.library.release import read_release
from portal.library.render_cache import RenderCache
from portal.promises.spoken import spoken_date
from portal.settings import Settings
from portal.upkeep.content_from_git import library_at

PUBLISHED, CONTENT = "published", "content"


@dataclass(frozen=True, slots=True)
class Side:
    """`name` says what it is, to stand in a sentence."""

    name: str
    library: Library


def side(settings: Settings, given: str, today: date) -> Side:
    """What `given` names: `published`, `content`, the file of a release, or a revision of git.

    Raises ContentError with every problem of content/, PortalError for what cannot be read.
    """
    if given == PUBLISHED:
        return _published(settings)
    if given == CONTENT:
        kept = RenderCache(settings.render_cache_file) if settings.render_cache_file.is_file() else None
        return Side("content/", checked_library(settings.site_dir, today, kept=kept))
    if Path(given).is_file():
        return _release(Path(given), given)
    try:
        past = library_at(settings, given)
    except StoreError as error:
        raise PortalError(
            f"`{given}` is none of `{PUBLISHED}`, `{CONTENT}`, the file of a release and a revision of git. {error}"
        ) from error
    if past.library is None:
        raise PortalError(f"content/ at {given} could not have been published: {past.fault}")
    return Side(f"content/ at {given}", past.library)


def _published(settings: Settings) -> Side:
    try:
        release = _release(settings.release_file, "the published release")
    except FileNotFoundError:
        raise PublishError(
            "Nothing was published yet, so there is nothing to compare with. "
            "Run `portal build` first, or name what to compare with: a revision of git, or the file of a release."
        ) from None
    return release


def _release(file: Path, name: str) -> Side:
    """Raises FileNotFoundError, PortalError."""
    try:
        release = read_release(file)
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError, ValidationError):
        raise PortalError(f"{file} is no release of this or an earlier version. `portal build` writes one.") from None
    built = spoken_date(release.built_at.astimezone(UTC), release.library.site.time_zone)
    return Side(f"{name} of {built}", release.library)


def year_before(now: datetime) -> datetime:
    """The same moment a year before; of 29 February, that of the 28th."""
    try:
        return now.replace(year=now.year - 1)
    except ValueError:
        return now.replace(year=now.year - 1, day=28)
