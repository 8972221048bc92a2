"""What is counted is what the real clocks say of the events that were lived."""

from portal.promises.clocks import clock_state
from portal.upkeep.simulation.outcome import Breaks, outcome_of
from portal.upkeep.simulation.stretches import TeamWeek
from tests.promises.promised import at
from tests.upkeep.simulation.small_desk import ANSWER, FIRST, SOLVED, WORD, case, live, person, roster

PEOPLE = roster(person("ada", "08:00", "16:00", ("11:00", "11:30")))
WEEKS = {"desk": TeamWeek(PEOPLE, "desk")}


def test_every_clock_of_every_report_is_counted_as_it_came_out() -> None:
    times = [(day, hour) for day in (23, 24) for hour in (8, 9, 10, 18)]
    cases = [case(number, f"{day} {hour:02}:00", 50, 30, waits_h=5) for number, (day, hour) in enumerate(times)]
    lived = live(PEOPLE, cases)
    outcome = outcome_of(lived, WEEKS)
    for version in (ANSWER, WORD, SOLVED):
        kept = [clock_state(version, each.events, lived.until).was_kept for each in cases]
        counted = outcome.commitments[version.slug]
        assert (counted.kept, counted.counted) == (sum(kept), len(kept))
    assert 0 < outcome.promises.kept < outcome.promises.counted == 24


def test_waits_are_those_of_the_answered_and_the_others_are_told_apart() -> None:
    cases = [case(0, "23 10:00", 10), case(1, "23 20:00", 10)]
    outcome = outcome_of(live(PEOPLE, cases), WEEKS)
    assert outcome.waits_s == (600, 12 * 3_600 + 600)
    assert (outcome.wait_s(50), outcome.wait_s(95), outcome.unanswered) == (600, 43_800, 0)
    nobody = outcome_of(live(roster(), [case(0, "23 10:00", 10)]), WEEKS)
    assert (nobody.wait_s(50), nobody.unanswered) == (None, 1)


def test_breaks_are_on_time_late_or_missed() -> None:
    cases = [case(0, "24 10:50", 20), case(1, "25 10:50", 60)]
    breaks = outcome_of(live(PEOPLE, cases, days=7), WEEKS).breaks
    assert breaks == Breaks(breaks.planned, breaks.planned - 2, 1, 1)
    assert breaks.planned == 5


def test_hours_without_anybody_and_hours_in_which_answers_are_late_are_found() -> None:
    late = [case(number, "23 20:00", 10) for number in range(3)]
    outcome = outcome_of(live(PEOPLE, [*late, case(3, "24 10:00", 5)]), WEEKS)
    ((stretch, here),) = outcome.uncovered()
    assert (stretch.words(), here.reports, here.answers.missed) == ("Monday 16:00 to Tuesday 08:00", 3, 3)
    assert [stretch.words() for stretch, _ in outcome.busiest()] == ["Tuesday 08:00 to 16:00"]
    assert outcome.latest() == []
    ((monday, of_week),) = outcome.worst_weeks()
    assert (monday, of_week.missed, of_week.counted) == (FIRST, 3, 4)
    assert WEEKS["desk"].at(at("23 20:00")) == stretch
