"""What is being tried now is read off a timeline, whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.reports.efforts import CONCLUDES, UNDER_WAY, efforts_under_way, endings
from portal.reports.timeline import CUSTOMER, SYSTEM, Entry, Kind, responder

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def course(*steps: tuple[Kind, dict[str, object]]) -> list[Entry]:
    """Entries a minute apart, numbered from 1."""
    return [
        Entry(NOON + timedelta(minutes=number), kind, responder("mira"), public=True, facts=facts, id=number)
        for number, (kind, facts) in enumerate(steps, start=1)
    ]


BEGUN = (Kind.EFFORT, {UNDER_WAY: True})


def test_several_are_under_way_until_each_is_concluded_by_name() -> None:
    entries = course(BEGUN, BEGUN, (Kind.CONCLUDED, {CONCLUDES: 1}))
    assert [entry.id for entry in efforts_under_way(entries)] == [2]
    assert {effort: entry.id for effort, entry in endings(entries).items()} == {1: 3}


def test_what_was_told_when_it_was_over_was_never_under_way() -> None:
    assert efforts_under_way(course((Kind.EFFORT, {}))) == []


@pytest.mark.parametrize("kind", [Kind.ANSWERED, Kind.HANDED_OVER, Kind.WAITING, Kind.CUSTOMER_WROTE, Kind.REOPENED])
def test_an_answer_or_a_hand_over_ends_no_effort(kind: Kind) -> None:
    assert [entry.id for entry in efforts_under_way(course(BEGUN, (kind, {})))] == [1]


@pytest.mark.parametrize("kind", [Kind.RESOLVED, Kind.DECLINED, Kind.LAPSED, Kind.WITHDRAWN, Kind.SET_ASIDE])
def test_the_outcome_ends_what_is_under_way_and_reopening_does_not_begin_it_anew(kind: Kind) -> None:
    entries = course((Kind.RECEIVED, {}), BEGUN, (kind, {}), (Kind.REOPENED, {}), BEGUN)
    assert [entry.id for entry in efforts_under_way(entries)] == [5]
    assert endings(entries)[2].kind is kind


def test_what_was_concluded_before_the_outcome_stays_concluded() -> None:
    entries = course(BEGUN, (Kind.CONCLUDED, {CONCLUDES: 1}), (Kind.RESOLVED, {}))
    assert endings(entries)[1].kind is Kind.CONCLUDED


def test_entries_of_others_are_no_efforts() -> None:
    entries = [Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True, id=1), Entry(NOON, Kind.ROUTED, SYSTEM, False, id=2)]
    assert efforts_under_way(entries) == []
