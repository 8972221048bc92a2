"""When a notice that could not be handed over is tried again. Pure."""

from datetime import datetime, timedelta

FIRST_BACKOFF_S = 10.0
LARGEST_BACKOFF_S = 1_800.0
GIVE_UP_AFTER_S = 72 * 3_600.0

_MEAN_OF_JITTER = 0.75


def retry_at(attempts: int, now: datetime, random_fraction: float) -> datetime | None:
    """When to try again after the `attempts`th failure (from 1), or None once trying has gone on for 72 h.

    The wait doubles from 10 s to 30 min, and is taken between half and the whole of that, as `random_fraction` (0 to 1)
    says, so that many notices that failed together do not come back together. The 72 h are counted as the sum of the
    waits at their mean: time in which nobody was there to try does not use them up. Raises ValueError.
    """
    if attempts < 1 or not 0 <= random_fraction <= 1:
        raise ValueError(f"attempts = {attempts} is at least 1 and random_fraction = {random_fraction} is from 0 to 1")
    if _mean_waiting_s(attempts) > GIVE_UP_AFTER_S:
        return None
    return now + timedelta(seconds=_longest_wait_s(attempts) * (1 + random_fraction) / 2)


def _longest_wait_s(attempt: int) -> float:
    return min(FIRST_BACKOFF_S * 2.0 ** min(attempt - 1, 30), LARGEST_BACKOFF_S)


def _mean_waiting_s(attempts: int) -> float:
    if attempts > GIVE_UP_AFTER_S / FIRST_BACKOFF_S:
        return GIVE_UP_AFTER_S + FIRST_BACKOFF_S
    return _MEAN_OF_JITTER * sum(_longest_wait_s(attempt) for attempt in range(1, attempts + 1))
