"""Which calendars' hours are published as data, and for which years."""

from datetime import UTC, date, datetime, time

from portal.library.ways_to_us import calendars_told
from portal.site.public_site import PublicSite


def calendars_shown(view: PublicSite) -> tuple[str, ...]:
    """By name: those of `calendars_told` that the site has."""
    named = calendars_told(view.pages.commitments.values(), view.site)
    return tuple(sorted(name for name in named if name in view.calendars_by_name))


def years_shown(today: date) -> tuple[date, date]:
    """The first and the last date: this year and the next."""
    return date(today.year, 1, 1), date(today.year + 1, 12, 31)


def years_change_at(view: PublicSite) -> datetime:
    """The instant (UTC) from which other years are shown."""
    return datetime.combine(date(view.today.year + 1, 1, 1), time(), view.zone).astimezone(UTC)
