"""A promise is weaker as soon as any part of it is, and is never called so where it depends on the day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.promises.promise_change import PromiseTerms, effect_of, target_effect, term_changes
from portal.promises.targets import parse_target

TERMS = PromiseTerms(
    indicator="first_response",
    target=parse_target("4 working hours"),
    objective=0.95,
    topics=("bill", "move"),
    severities=("all",),
    hours={"mon": [["09:00", "17:00"]], "fri": [["22:00", "06:00"]]},
    remedy="£5.",
    effective_from=date(2026, 1, 1),
)


@pytest.mark.parametrize(
    ("change", "effect"),
    [
        ({"target": parse_target("5 working hours")}, "weaker"),
        ({"target": parse_target("4 hours")}, "stronger"),
        ({"objective": 0.9}, "weaker"),
        ({"objective": 1.0}, "stronger"),
        ({"topics": ("bill",)}, "weaker"),
        ({"topics": ("all",)}, "stronger"),
        ({"severities": ("urgent",)}, "weaker"),
        ({"hours": {"mon": [["09:00", "16:00"]], "fri": [["22:00", "06:00"]]}}, "weaker"),
        ({"hours": {"mon": [["09:00", "17:00"]], "fri": [["22:00", "07:00"]]}}, "stronger"),
        ({"hours": {"tue": [["09:00", "17:00"]]}}, "other"),
        ({"hours": {"mon": [["09:00", "12:00"], ["12:00", "17:00"]], "fri": [["22:00", "06:00"]]}}, "other"),
        ({"remedy": "£10."}, "other"),
        ({"indicator": "next_update"}, "other"),
        ({"effective_from": date(2027, 1, 1)}, "other"),
    ],
)
def test_each_term_that_changes_is_told_with_what_it_means(change: dict[str, Any], effect: str) -> None:
    found = term_changes(TERMS, replace(TERMS, **change))
    assert len(found) == 1
    assert found[0].effect == effect
    assert effect_of(found) == effect


def test_one_weaker_term_makes_the_promise_weaker_whatever_else_got_better() -> None:
    now = replace(TERMS, target=parse_target("1 hour"), objective=0.9)
    assert effect_of(term_changes(TERMS, now)) == "weaker"


def test_the_same_terms_are_no_change() -> None:
    assert term_changes(TERMS, replace(TERMS)) == ()
    assert effect_of(()) == "other"


@pytest.mark.parametrize(
    ("was", "now", "effect"),
    [
        ("2 working days", "3 working days", "weaker"),
        ("2 days", "48 hours", "other"),
        ("1 working day", "24 hours", "other"),
        ("8 working hours", "1 working day", "other"),
        ("2 hours", "2 working hours", "weaker"),
        ("4 hours", "2 working hours", "other"),
        ("4 working hours", "5 hours", "other"),
        ("60 minutes", "1 hour", "other"),
    ],
)
def test_a_time_is_only_called_longer_where_it_always_is(was: str, now: str, effect: str) -> None:
    assert target_effect(parse_target(was), parse_target(now)) == effect
