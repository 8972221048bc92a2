"""Every worked case has the answer that its reason gives, and a case file gives the same."""

import json

import pytest

from portal.promises.cases import Cases
from portal.promises.when_written import iso_utc, read_instant
from tests.promises.worked_cases import CALENDARS, CASES, Case

_READER = Cases()


def _line(case: Case) -> str:
    kind, text = case.question.split(" ", 1)
    key = {"within": "within", "within_s": "within_s", "to": "end"}[kind]
    asked = int(text) if kind == "within_s" else text
    return json.dumps({"calendar": CALENDARS[case.calendar], "start": case.start, "pauses": case.pauses, key: asked})


def _expected(case: Case) -> dict[str, str | int]:
    if isinstance(case.answer, int):
        return {"elapsed_s": case.answer}
    return {"due": iso_utc(read_instant(case.answer, CALENDARS[case.calendar]["time_zone"]))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.calendar}: {case.why}")
def test_worked_case(case: Case) -> None:
    assert _READER.answer(_line(case)) == _expected(case)


def test_there_are_at_least_eighty_cases_and_no_two_are_the_same() -> None:
    assert len({case[1:] for case in CASES}) == len(CASES) >= 80
