"""Reports are drawn from the past where there is one, else from the content; each keeps its weekday and its season."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from portal.upkeep.simulation.arrivals import Arrival, drawn_from_content, drawn_from_past, first_day_of
from tests.workplaces import small_library

FIRST = date(2027, 1, 1)
LONDON = ZoneInfo("Europe/London")


def test_the_year_is_the_first_in_which_all_promises_are_in_force_from_the_beginning() -> None:
    library = small_library()
    assert first_day_of(library) == FIRST
    assert all(page.effective_from <= FIRST for page in library.public.commitments.values())


def test_what_comes_from_the_content_is_about_what_readers_see_and_lies_in_the_year() -> None:
    drawn = drawn_from_content(small_library(), Random(1), FIRST, 500)
    assert len(drawn) == 500
    assert {arrival.topic for arrival in drawn} == {"no-water", "wrong-bill", "something-else"}
    assert {arrival.severity for arrival in drawn} == {"annoying", "urgent"}
    assert drawn[0].at.astimezone(LONDON).date() >= FIRST
    assert drawn[-1].at.astimezone(LONDON).date() < FIRST + timedelta(days=365)


def test_the_past_comes_again_on_the_same_weekdays_at_the_same_hours_and_in_the_same_season() -> None:
    past = [Arrival(datetime(2026, 7, 8, 9, 30, tzinfo=UTC), "wrong-bill", "annoying")]
    drawn = drawn_from_past(past, small_library(), Random(1), FIRST, 50)
    local = {arrival.at.astimezone(LONDON).date() for arrival in drawn}
    assert local == {date(2027, 7, 7)}
    assert Counter(arrival.topic for arrival in drawn) == {"wrong-bill": 50}
    near = timedelta(minutes=30)
    nine_thirty = datetime(2027, 7, 7, 9, 30, tzinfo=UTC)
    assert all(abs(arrival.at - nine_thirty) <= near for arrival in drawn)


def test_a_topic_and_a_severity_that_are_no_more_still_count() -> None:
    past = [Arrival(datetime(2026, 7, 8, 23, 55, tzinfo=UTC), "long-gone", "dreadful")]
    drawn = drawn_from_past(past, small_library(), Random(1), FIRST, 3)
    assert {(arrival.topic, arrival.severity) for arrival in drawn} == {("something-else", "annoying")}
