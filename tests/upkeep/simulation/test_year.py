"""People in a simulated year work, rest and hand on by the rules that hold for real ones."""

from portal.promises.clocks import State, clock_state
from portal.team.resting import was_taken
from portal.upkeep.simulation.policies import POLICIES
from tests.promises.promised import at
from tests.upkeep.simulation.small_desk import ANSWER, SOLVED, case, live, person, roster, written


def test_one_report_is_in_hand_at_a_time_and_the_one_due_first_is_next() -> None:
    cases = [case(0, "23 10:00", 30), case(1, "23 10:05", 20), case(2, "23 10:10", 10)]
    live(roster(person("ada", "08:00", "16:00")), cases)
    assert [written(each) for each in cases] == [
        [(at("23 10:30"), "resolved")],
        [(at("23 10:50"), "resolved")],
        [(at("23 11:00"), "resolved")],
    ]


def test_off_shift_nobody_works_and_the_next_shift_begins_with_what_waits() -> None:
    night = case(0, "23 20:00", 10)
    live(roster(person("ada", "08:00", "16:00")), [night])
    assert written(night) == [(at("24 08:10"), "resolved")]
    assert clock_state(ANSWER, night.events, at("30 00:00")).state is State.MISSED
    assert clock_state(SOLVED, night.events, at("30 00:00")).state is State.KEPT


def test_what_is_in_hand_is_ended_before_a_break_which_is_then_late_and_is_taken_in_full() -> None:
    cases = [case(0, "23 10:50", 30), case(1, "23 11:00", 10)]
    lived = live(roster(person("ada", "08:00", "16:00", ("11:00", "11:30"))), cases, days=1)
    rest = lived.breaks[0]
    assert (rest.started_at, rest.ended_at, was_taken(rest)) == (at("23 11:20"), at("23 11:50"), True)
    assert written(cases[1]) == [(at("23 12:00"), "resolved")]


def test_a_break_that_begins_more_than_half_an_hour_late_is_missed_by_the_rule_of_the_team() -> None:
    lived = live(roster(person("ada", "08:00", "16:00", ("11:00", "11:30"))), [case(0, "23 10:50", 60)], days=1)
    assert lived.breaks[0].started_at == at("23 11:50")
    assert not was_taken(lived.breaks[0])


def test_a_break_that_the_end_of_the_shift_overtakes_is_never_begun() -> None:
    lived = live(roster(person("ada", "08:00", "16:00", ("15:30", "16:00"))), [case(0, "23 15:20", 90)], days=1)
    assert lived.breaks[0].started_at is None


def test_whoever_rests_is_passed_over_while_somebody_else_is_there() -> None:
    people = roster(person("ada", "08:00", "16:00", ("11:00", "11:30")), person("ben", "08:00", "16:00"))
    cases = [case(0, "23 10:00", 5), case(1, "23 11:10", 5)]
    live(people, cases)
    assert [each.owner for each in cases] == ["ada", "ben"]


def test_the_only_one_gets_a_report_on_a_break_and_takes_it_up_afterwards() -> None:
    only = case(0, "23 11:10", 5)
    live(roster(person("ada", "08:00", "16:00", ("11:00", "11:30"))), [only])
    assert (only.owner, written(only)) == ("ada", [(at("23 11:35"), "resolved")])


def test_what_falls_due_before_its_owner_is_back_is_handed_to_somebody_on_shift() -> None:
    people = roster(person("ada", "08:00", "16:00"), person("ben", "15:00", "22:00"))
    cases = [case(0, "23 14:00", 130), case(1, "23 14:55", 20)]
    lived = live(people, cases)
    assert cases[1].owner == "ben"
    assert written(cases[1]) == [(at("23 16:20"), "resolved")]
    assert (lived.handed_on, lived.left) == (1, {1})


def test_while_nobody_is_on_shift_a_report_stays_where_it_is() -> None:
    late = case(0, "23 15:58", 5, 5, waits_h=1)
    lived = live(roster(person("ada", "08:00", "16:00"), person("ben", "08:00", "16:00")), [late])
    assert (late.owner, lived.handed_on) == ("ada", 0)


def test_one_of_the_gravest_is_taken_up_at_once_and_what_was_put_aside_goes_on_afterwards() -> None:
    cases = [case(0, "23 10:00", 30), case(1, "23 10:10", 8, is_hard=True)]
    live(roster(person("ada", "08:00", "16:00")), cases)
    assert written(cases[1]) == [(at("23 10:18"), "resolved")]
    assert written(cases[0]) == [(at("23 10:38"), "resolved")]


def test_while_others_are_waited_for_word_is_written_when_half_of_its_time_is_gone() -> None:
    waits = case(0, "23 08:00", 10, 10, waits_h=6)
    live(roster(person("ada", "08:00", "18:00")), [waits])
    assert written(waits) == [(at("23 08:10"), "answered"), (at("23 12:15"), "answered"), (at("23 14:20"), "resolved")]


def test_a_report_that_nobody_can_have_waits_in_the_teams_tray_until_somebody_comes() -> None:
    nobody = case(0, "23 10:00", 10)
    live(roster(), [nobody])
    assert (nobody.owner, written(nobody)) == (None, [])
    assert clock_state(ANSWER, nobody.events, at("30 00:00")).state is State.MISSED


def test_who_pulls_takes_the_oldest_when_they_are_free() -> None:
    pull = next(policy for policy in POLICIES if policy.key == "pull")
    cases = [case(0, "23 10:00", 30), case(1, "23 10:01", 30), case(2, "23 10:02", 5), case(3, "23 10:03", 5)]
    live(roster(person("ada", "08:00", "16:00"), person("ben", "08:00", "16:00")), cases, pull)
    assert [each.owner for each in cases] == ["ada", "ben", "ada", "ben"]
    assert written(cases[3]) == [(at("23 10:36"), "resolved")]
