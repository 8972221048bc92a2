"""One drill or guide a day: the same for everybody, taking turns, and more often what was hard lately."""

from datetime import date, timedelta

from portal.team.exercises import Exercise, exercise_of_the_day

DAY = date(2026, 11, 23)
NO = Exercise("guide", "saying-no", "Saying no", "With grace.")
NIGHT = Exercise("drill", "night", "At night", "A call.", ("alarm",))
SUNDAY = Exercise("drill", "sunday", "On a Sunday", "Cut off.", ("internet",))
BILLS = Exercise("drill", "bills", "A bill", "Too high.", ("bill",))
ALL = (NO, NIGHT, SUNDAY, BILLS)
OWN = ("alarm", "internet")


def over(days: int, hard: tuple[str, ...] = ()) -> list[Exercise | None]:
    return [exercise_of_the_day(ALL, DAY + timedelta(days=each), hard=hard, own=OWN) for each in range(days)]


def test_each_has_its_turn_and_what_fits_no_topic_of_the_team_has_none() -> None:
    assert {each.slug for each in over(3) if each} == {"saying-no", "night", "sunday"}


def test_the_same_day_gives_the_same() -> None:
    assert exercise_of_the_day(ALL, DAY, own=OWN) == exercise_of_the_day(tuple(reversed(ALL)), DAY, own=OWN)


def test_on_two_days_of_three_it_is_one_for_what_was_hard_and_nothing_else_is_forgotten() -> None:
    found = over(9, ("internet",))
    assert found.count(SUNDAY) >= 6
    assert {NO, NIGHT} <= set(found)


def test_several_for_what_was_hard_take_turns() -> None:
    assert {NIGHT, SUNDAY} <= set(over(6, ("internet", "alarm")))


def test_without_any_there_is_none() -> None:
    assert exercise_of_the_day((), DAY) is None
