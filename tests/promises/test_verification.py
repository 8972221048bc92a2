"""What we publish can be worked out again by anybody, and nothing in it can be altered unseen."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.errors import PromiseError
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clocks import State
from portal.promises.published_scorecard import PublishedScorecard, read_scorecard, scorecard_json
from portal.promises.verification import verify
from tests.promises.random_reports import AS_AT, VERSIONS, courses, row, scorecard, scorecards

ALTERED = ("started", "due", "stopped", "outcome", "month", "taken_s", "void_reason", "ended", "pauses")


def one_row() -> PublishedScorecard:
    received = ClockEvent(AS_AT - timedelta(days=3), EventKind.RECEIVED)
    answered = ClockEvent(AS_AT - timedelta(days=2), EventKind.ANSWERED)
    return scorecard([row("c1", VERSIONS[0], [received, answered])])


@settings(max_examples=60)
@given(scorecards())
def test_what_the_clocks_made_is_accepted_also_after_a_journey_through_the_file(made: PublishedScorecard) -> None:
    again = read_scorecard(scorecard_json(made))
    assert again == made
    assert scorecard_json(again) == scorecard_json(made)
    assert verify(again).faults == ()


@settings(max_examples=60)
@given(scorecards(most=4), st.sampled_from(VERSIONS), courses(), st.sampled_from(ALTERED), st.data())
def test_any_one_field_of_any_row_that_is_altered_names_the_row(
    made: PublishedScorecard, version: Any, events: list[ClockEvent], name: str, data: st.DataObject
) -> None:
    victim = row("victim", version, events)
    altered = replace(victim, **{name: data.draw(_others(victim, name))})
    assume(altered != victim)
    whole = scorecard([*made.rows, victim])
    rows = tuple(altered if each.id == "victim" else each for each in whole.rows)
    faults = verify(replace(whole, rows=rows)).faults
    assert any(fault.startswith("row victim: ") for fault in faults), faults


def _others(victim: Any, name: str) -> st.SearchStrategy[Any]:
    if name in ("started", "due", "stopped"):
        shifts = st.sampled_from([timedelta(seconds=n) for n in (-86_400, -1, 1, 86_400)])
        return shifts.map(lambda shift: (getattr(victim, name) or AS_AT) + shift)
    values: dict[str, list[Any]] = {
        "outcome": list(State),
        "month": [None, "2026-10", "2026-11"],
        "taken_s": [None, 0, (victim.taken_s or 0) + 1],
        "void_reason": [None, "spam", "test"],
        "ended": [None, "resolved", "declined", "lapsed"],
        "pauses": [(), ((victim.started, victim.started + timedelta(minutes=1)), *victim.pauses)],
    }
    return st.sampled_from(values[name])


@settings(max_examples=60)
@given(scorecards(), st.data())
def test_any_one_figure_that_is_altered_is_named(made: PublishedScorecard, data: st.DataObject) -> None:
    document = json.loads(scorecard_json(made))
    name = data.draw(st.sampled_from(["counted", "kept", "missed", "provisional", "lapsed", "resolved", "declined"]))
    records = [document["figures"]["overall"], *document["figures"]["commitments"].values()]
    record = data.draw(st.sampled_from(records))
    tally = data.draw(st.sampled_from([record["total"], *record["months"].values()]))
    tally[name] += 1
    (fault,) = verify(read_scorecard(json.dumps(document))).faults
    assert fault.startswith("figures.")
    assert f".{name} is {tally[name]}, expected {tally[name] - 1}" in fault


def test_an_altered_row_is_told_with_what_was_expected() -> None:
    """Received on a Thursday at 9:00, answered a day later."""
    made = one_row()
    (right,) = made.rows
    kept = replace(made, rows=(replace(right, outcome=State.KEPT),))
    assert verify(kept).faults == (
        "row c1: outcome is kept, expected missed (due 2026-11-19T11:00:00Z, stopped 2026-11-20T09:00:00Z)",
    )
    late = replace(made, rows=(replace(right, due=right.due + timedelta(hours=1)),))
    assert verify(late).faults == (
        "row c1: due is 2026-11-19T12:00:00Z, expected 2026-11-19T11:00:00Z "
        "(2 working hours from 2026-11-19T09:00:00Z)",
    )


def test_a_promise_whose_text_was_altered_no_longer_fits_its_hash() -> None:
    document = json.loads(scorecard_json(one_row()))
    version = document["commitments"][VERSIONS[0].hash]
    version["remedy"] = "Nothing."
    faults = verify(read_scorecard(json.dumps(document))).faults
    assert faults[0].startswith(f"version {VERSIONS[0].hash} of {VERSIONS[0].slug}: what is published no longer fits")
    assert any(fault.startswith("row c1: its version") for fault in faults)


def test_hours_that_were_altered_no_longer_fit() -> None:
    document = json.loads(scorecard_json(one_row()))
    (calendar,) = document["calendars"].values()
    calendar["hours"]["mon"] = [["08:00", "17:00"]]
    assert verify(read_scorecard(json.dumps(document))).faults


def test_a_row_that_stands_there_twice_and_one_that_is_missing_are_noticed() -> None:
    made = one_row()
    assert "row c1 stands there 2 times" in verify(replace(made, rows=made.rows * 2)).faults
    assert any("figures.overall" in fault for fault in verify(replace(made, rows=())).faults)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no scorecard data"),
        ("[]", "no scorecard data"),
        ('{"rows": []', "no scorecard data"),
        ('{"rows": []}', "as_at is missing"),
        ('{"format": 2}', "a newer one"),
    ],
)
def test_what_cannot_be_read_says_so(text: str, said: str) -> None:
    with pytest.raises(PromiseError, match=said):
        read_scorecard(text)


def test_an_instant_without_an_offset_and_nonsense_in_a_version_are_told() -> None:
    document = json.loads(scorecard_json(one_row()))
    document["rows"][0]["due"] = "2026-11-20T11:00:00"
    with pytest.raises(PromiseError, match=r"rows\.0\.due cannot be read"):
        read_scorecard(json.dumps(document))
    document = json.loads(scorecard_json(one_row()))
    document["commitments"][VERSIONS[0].hash]["target"] = "soon"
    assert any("cannot be read" in fault for fault in verify(read_scorecard(json.dumps(document))).faults)
