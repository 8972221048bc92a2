"""Reads instants as people and machines write them: ISO 8601, with an offset or as local time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from portal.errors import PromiseError
from portal.promises.shown_values import shown
from portal.promises.wall_clock import local_instant, to_us, zone_of


def read_instant(text: Any, time_zone: str | None) -> datetime:
    """The instant (UTC) of `2026-12-24T16:30Z`, or of a local time in `time_zone` where no offset stands.

    A date alone is its midnight; `T24:00` is the end of the day. Raises PromiseError.
    """
    try:
        instant = _parse(text.strip())
    except (AttributeError, ValueError, OverflowError):
        raise PromiseError(
            f"{shown(text, 60)} is not a time. Write one such as 2026-12-24T16:30, or 2026-12-24T16:30+01:00."
        ) from None
    if instant.tzinfo is None:
        if time_zone is None:
            raise PromiseError(
                f"`{text}` has no offset and there is no calendar to say its zone. Add `Z` or an offset."
            )
        to_us(instant.replace(tzinfo=UTC))
        return local_instant(instant, zone_of(time_zone))
    to_us(instant)
    return instant.astimezone(UTC)


def _parse(text: str) -> datetime:
    if text.endswith("z"):
        text = text[:-1] + "Z"
    for midnight in ("T24:00:00", "T24:00"):
        if midnight in text:
            return datetime.fromisoformat(text.replace(midnight, "T00:00", 1)) + timedelta(days=1)
    return datetime.fromisoformat(text)


def iso_utc(instant: datetime) -> str:
    """`2026-12-29T10:00:00Z`; a fraction of a second only where there is one."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
