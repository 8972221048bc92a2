"""Which calendars' hours are published as data, and for which years."""

from datetime import UTC, date, datetime, time

from portal.site.public_site import PublicSite


def calendars_shown(view: PublicSite) -> tuple[str, ...]:
    """By name: those in whose hours somebody is there to be reached, and those that a promise on a page counts by."""
    named = {promise.calendar for promise in view.pages.commitments.values() if promise.target.working}
    named.add(view.site.fallback_contact.calendar)
    return tuple(sorted(name for name in named if name and name in view.calendars_by_name))


def years_shown(today: date) -> tuple[date, date]:
    """The first and the last date: this year and the next."""
    return date(today.year, 1, 1), date(today.year + 1, 12, 31)


def years_change_at(view: PublicSite) -> datetime:
    """The instant (UTC) from which other years are shown."""
    return datetime.combine(date(view.today.year + 1, 1, 1), time(), view.zone).astimezone(UTC)
