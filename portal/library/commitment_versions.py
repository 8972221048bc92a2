"""A library's commitments and calendars as the pure rules of portal.promises want them."""

import json
from functools import lru_cache

from portal.library.by_identity import remembered
from portal.library.library import Library
from portal.promises.calendars import Calendar
from portal.promises.commitments import CommitmentVersion


@remembered(256)
def commitment_version(library: Library, slug: str) -> CommitmentVersion:
    """The version of a commitment that the library holds. Raises KeyError."""
    page = library.public.commitments[slug]
    name = page.calendar if page.target.working else None
    return CommitmentVersion(
        slug=slug,
        title=page.title,
        indicator=page.indicator,
        target=page.target,
        objective=page.objective,
        calendar=calendar(library, name) if name else None,
        calendar_name=name,
        time_zone=library.site.time_zone,
        remedy=page.remedy,
        effective_from=page.effective_from,
        text=page.body.html,
    )


def calendar(library: Library, name: str) -> Calendar:
    """A calendar of the library, resolved. Raises KeyError."""
    return _calendar(json.dumps(library.calendars[name], sort_keys=True))


@lru_cache(maxsize=64)
def _calendar(data: str) -> Calendar:
    return Calendar.from_data(json.loads(data))
