"""A roster is tried with the same reports each time, and whoever is taken out of it is missed."""

import time

import pytest

from portal.errors import PortalError
from portal.promises.clocks import clock_state
from portal.upkeep.simulation.comparison import compared
from portal.upkeep.simulation.policies import DEFAULT, POLICIES
from portal.upkeep.simulation.trial import PER_RESPONDER, Trial, expect
from portal.upkeep.simulation.year import Year
from tests.workplaces import small_library

DAYS = 56


def trial(seed: int = 1, per_day: float = 30) -> Trial:
    library = small_library()
    return Trial(library, expect(library, seed=seed, per_day=per_day, days=DAYS))


@pytest.mark.parametrize("person", ["mira", "tom", "bea"])
def test_removing_any_responder_changes_the_kept_shares_and_names_the_hours_that_suffer(person: str) -> None:
    tried = trial()
    comparison = compared(person, tried.run(DEFAULT), tried.run(DEFAULT, without=person))
    assert comparison.total.after.kept < comparison.total.before.kept
    assert comparison.total.points < 0
    suffering = [lost for lost in comparison.hours if person in lost.stretch.people]
    assert suffering
    assert all(lost.more_missed > 0 and lost.stretch.words() for lost in suffering)


def test_every_policy_is_tried_with_the_same_reports() -> None:
    tried = trial()
    reports = {policy.key: tried.run(policy).reports for policy in POLICIES}
    assert len(set(reports.values())) == 1
    assert tried.cases() == tried.cases()


@pytest.mark.audit
def test_the_same_seed_gives_the_same_outcome_and_another_gives_another() -> None:
    first, again, other = trial().run(DEFAULT), trial().run(DEFAULT), trial(seed=2).run(DEFAULT)
    assert first == again
    assert first != other


def test_every_promise_counts_as_the_clocks_say_of_what_happened() -> None:
    library, tried = small_library(), trial(per_day=10)
    cases = tried.cases()
    expected = expect(library, seed=1, per_day=10, days=DAYS)
    year = Year(tried.roster, DEFAULT, cases, expected.first, DAYS)
    for _ in year.pass_by():
        pass
    states = [clock_state(version, case.events, year.lived.until) for case in cases for version in case.versions]
    assert tried.run(DEFAULT).promises.kept == sum(state.was_kept for state in states)


def test_without_a_number_each_responder_is_expected_to_get_three_a_day() -> None:
    library = small_library()
    expected = expect(library, seed=1)
    assert expected.per_day == PER_RESPONDER * len(library.desk.team.responders)
    assert len(expected.arrivals) == round(expected.per_day * 365)


def test_a_shorter_time_is_the_beginning_of_the_same_year() -> None:
    library = small_library()
    year, month = expect(library, seed=1, per_day=5), expect(library, seed=1, per_day=5, days=31)
    assert month.arrivals == year.arrivals[: len(month.arrivals)]
    assert month.work == year.work[: len(month.work)]


def test_somebody_who_is_no_responder_cannot_be_taken_out() -> None:
    with pytest.raises(PortalError, match=r"`tim` is no responder of team\.yml\. Did you mean `tom`"):
        trial().run(DEFAULT, without="tim")


def test_a_desk_with_far_too_few_people_ends_within_bounded_time() -> None:
    library = small_library()
    tried = Trial(library, expect(library, seed=1, per_day=200, days=20))
    began = time.process_time()
    assert tried.run(DEFAULT).unanswered > 0
    assert time.process_time() - began < 20
