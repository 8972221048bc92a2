"""Whose reports change hands at the end of a shift, and who may take them. Pure. DESIGN §5 "Shifts"."""

from datetime import datetime, timedelta

from portal.team.roster import Person, next_shift_starts_at, on_shift
from portal.team.routing import Reason, Route

# Somebody without a shift in sight is not back for as long as anybody looks ahead.
NOT_BACK_WITHIN = timedelta(days=8)


def away_until(person: Person, time_zone: str, now: datetime) -> datetime | None:
    """When somebody off shift is back (UTC); None while they are on shift. What falls due until then is handed on."""
    if on_shift(person, time_zone, now):
        return None
    return next_shift_starts_at(person, time_zone, now) or now + NOT_BACK_WITHIN


def can_receive(route: Route) -> bool:
    """Only somebody on shift can; while nobody is, the report stays where it is."""
    return route.reason is Reason.ON_SHIFT
