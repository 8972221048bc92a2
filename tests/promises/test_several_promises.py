"""Every commitment that applies runs; the earliest of each indicator is shown. DESIGN §5 "Several at once"."""

from portal.promises.several_promises import earliest_of_each_indicator, joining
from tests.promises.promised import at, promise

FAST = promise("first_response", "1 working hour")
SLOW = promise("first_response", "30 hours")
SOLVED = promise("resolution", "3 days")


def test_the_earliest_due_time_of_each_indicator_is_found() -> None:
    found = earliest_of_each_indicator([SLOW, SOLVED, FAST], at("23 10:00"))
    assert {name: (each.commitment, each.due_at) for name, each in found.items()} == {
        "first_response": (FAST, at("23 11:00")),
        "resolution": (SOLVED, at("26 10:00")),
    }


def test_which_is_earliest_depends_on_the_hour() -> None:
    """On a Friday evening thirty hours are over before the office opens."""
    found = earliest_of_each_indicator([SLOW, FAST], at("27 18:00"))
    assert found["first_response"].commitment == SLOW


def test_promises_of_the_right_topic_join_where_they_are_due_earlier() -> None:
    assert joining([SLOW], [FAST], at("23 10:00")) == (FAST,)
    assert joining([FAST], [SLOW], at("23 10:00")) == ()
    assert joining([FAST], [SLOW], at("27 18:00")) == (SLOW,)


def test_promises_of_an_indicator_that_had_none_join() -> None:
    assert joining([FAST], [SOLVED, FAST], at("23 10:00")) == (SOLVED,)
