"""What falls due until its owner is back is handed on, and only to somebody on shift."""

from datetime import UTC, datetime

from portal.team.handing_on import NOT_BACK_WITHIN, away_until, can_receive
from portal.team.roster import Person, Shift
from portal.team.routing import Reason, Route

ADA = Person("ada", "Ada", "ada@x.example", ("faults",), shifts=(Shift(("mon", "tue"), "08:00", "16:00"),))
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_nobody_on_shift_is_away() -> None:
    assert away_until(ADA, "Europe/London", MONDAY_NOON) is None


def test_somebody_is_away_until_their_next_shift_or_for_as_long_as_anybody_looks() -> None:
    evening = MONDAY_NOON.replace(hour=16)
    assert away_until(ADA, "Europe/London", evening) == datetime(2026, 11, 24, 8, tzinfo=UTC)
    never = Person("ben", "Ben", "ben@x.example", ("faults",))
    assert away_until(never, "Europe/London", evening) == evening + NOT_BACK_WITHIN


def test_only_somebody_on_shift_can_receive() -> None:
    routes = {reason: Route("faults", "ada", reason, {}) for reason in Reason}
    assert [reason for reason, route in routes.items() if can_receive(route)] == [Reason.ON_SHIFT]
