"""A case file's lines are answered one by one; a bad line says what is wrong with it. DESIGN §9."""

import json
from typing import Any

import pytest

from portal.promises.cases import Cases
from tests.promises.worked_cases import CALENDARS

OFFICE = CALENDARS["office"]
GOOD: dict[str, Any] = {"calendar": OFFICE, "start": "2026-11-23T10:00", "within_s": 14_400}


def answer(**changes: Any) -> dict[str, Any]:
    """The answer to the good case with changes; a value of None takes the key out."""
    case = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return Cases().answer(json.dumps(case))


def test_working_seconds_are_answered_with_the_due_time_in_utc() -> None:
    assert answer() == {"due": "2026-11-23T14:00:00Z"}
    assert answer(start="2026-11-23T10:00:00+01:00") == {"due": "2026-11-23T13:00:00Z"}
    assert answer(within_s=14_400.0) == {"due": "2026-11-23T14:00:00Z"}


def test_an_end_is_answered_with_elapsed_seconds() -> None:
    assert answer(within_s=None, end="2026-11-24T10:00") == {"elapsed_s": 28_800}
    assert answer(within_s=None, end="2026-11-23T10:00:00.5") == {"elapsed_s": 0.5}


def test_a_target_may_be_said() -> None:
    assert answer(within_s=None, within="4 working hours") == {"due": "2026-11-23T14:00:00Z"}
    assert answer(within_s=None, within="3 days") == {"due": "2026-11-26T10:00:00Z"}


def test_elapsed_time_needs_no_calendar_where_the_start_has_its_offset() -> None:
    assert answer(within_s=None, calendar=None, within="4 hours", start="2026-11-23T10:00Z") == {
        "due": "2026-11-23T14:00:00Z"
    }


def test_an_unknown_key_is_an_error_that_names_the_allowed_ones() -> None:
    allowed = "A case has no keys but `calendar`, `start`, `within_s`, `within`, `end` and `pauses`."
    assert answer(expected="2026") == {"error": f"`expected` is not known in a case. {allowed}"}
    assert answer(strat="2026") == {"error": f"`strat` is not known in a case. Did you mean `start`? {allowed}"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"within_s": 0}, "leaves no time at all"),
        ({"within_s": -5}, "leaves no time at all"),
        ({"within_s": True}, "no number"),
        ({"within_s": "4 hours"}, "no number"),
        ({"within_s": 10**40}, "more than a hundred years"),
        ({"within_s": float("inf")}, "not a number that time can be counted in"),
        ({"within_s": float("nan")}, "not a number that time can be counted in"),
        ({"within_s": None}, "It has none of them"),
        ({"end": "2026-11-24T10:00"}, "within_s and end"),
        ({"within_s": None, "within": "soon"}, "is not a time such as"),
        ({"within_s": None, "within": "0 hours"}, "leaves no time at all"),
        ({"within_s": None, "within": 4}, "write `within_s`"),
        ({"within_s": None, "end": "2026-11-22T10:00"}, "lies before the start"),
        ({"within_s": None, "end": "later"}, "`later` is not a time"),
        ({"start": None}, "no `start`"),
        ({"start": "2026-13-01T10:00"}, "is not a time"),
        ({"start": 5}, "is not a time"),
        ({"start": "9999-12-31T23:59"}, "out of reach"),
        ({"start": "0001-01-01T00:00"}, "out of reach"),
        ({"calendar": None}, "no `calendar`"),
        ({"calendar": "office"}, "holds `office`"),
        ({"calendar": OFFICE | {"time_zone": "Mars/Olympus"}}, "calendar.time_zone: `Mars/Olympus` is not a time zone"),
        ({"calendar": OFFICE | {"hours": {"mon": [["09:00", "25:00"]]}}}, "calendar.hours.mon[0][1]: `25:00`"),
        ({"calendar": OFFICE | {"hours": {"mon": [["09:00", "12:00"], ["11:00", "12:30"]]}}}, "overlap"),
        ({"calendar": {"time_zone": "UTC", "hours": {}}}, "too few open hours"),
        ({"pauses": "none"}, "not a list"),
        ({"pauses": {}}, "`pauses` is `{}`, not a list"),
        ({"within_s": None, "within": False}, "`within` is `false`, not a text"),
        ({"pauses": [["2026-11-23T11:00"]]}, "no pair in place 1"),
        ({"pauses": [["2026-11-23T12:00", "2026-11-23T11:00"]]}, "lies before the start"),
        ({"pause": []}, "Did you mean `pauses`?"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_case_that_makes_no_sense_says_why(changes: dict[str, Any], said: str) -> None:
    found = answer(**changes)
    assert list(found) == ["error"]
    assert said in found["error"]


@pytest.mark.parametrize("key", ["start", "within_s", "end", "within", "pauses"])
def test_null_is_called_by_its_name(key: str) -> None:
    """`calendar` may be null, for elapsed time."""
    asked = {} if key == "within_s" else {"within_s": 3600}
    case = {"calendar": OFFICE, "start": "2026-11-23T10:00", **(asked if key in ("start", "pauses") else {}), key: None}
    found = Cases().answer(json.dumps(case))["error"]
    assert "`null`" in found
    assert "None" not in found


def test_null_in_a_calendar_is_called_by_its_name() -> None:
    found = answer(calendar=OFFICE | {"hours": {"mon": None}})["error"]
    assert found.startswith("calendar.hours.mon: `null` is not a list of windows.")


def test_a_break_that_ends_before_it_begins_runs_into_the_next_day_as_a_window_does() -> None:
    """So the night shift can have its break at midnight. It belongs to the day on which it begins. DESIGN §9."""
    night = {"time_zone": "UTC", "hours": {"mon": [["22:00", "06:00"]]}, "breaks": {"mon": [["23:30", "00:30"]]}}
    case = {"calendar": night, "start": "2026-11-23T22:00Z", "end": "2026-11-24T06:00Z", "within_s": None}
    assert answer(**case) == {"elapsed_s": 7 * 3600}
    by_date = night | {"breaks": {"2026-11-23": [["23:30", "00:30"]]}}
    assert answer(**case | {"calendar": by_date}) == {"elapsed_s": 7 * 3600}


def test_a_break_that_ends_as_it_begins_is_an_error() -> None:
    assert "ends as it begins" in answer(calendar=OFFICE | {"breaks": {"mon": [["12:00", "12:00"]]}})["error"]


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "5", '"x"', "null", "[" * 100_000, '{"start": 1, "start": 2}', "1" * 5_000, "\x00"]
)
def test_a_line_that_is_no_object_is_an_error_and_nothing_worse(line: str) -> None:
    assert list(Cases().answer(line)) == ["error"]


def test_holidays_of_reach_into_the_past() -> None:
    """Boxing Day 1998 was a Saturday; Monday 28 December was off in lieu."""
    assert answer(calendar=CALENDARS["england"], start="1998-12-24T16:00", within_s=7_200) == {
        "due": "1998-12-29T10:00:00Z"
    }
