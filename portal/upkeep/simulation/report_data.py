"""A trial as plain data, with sorted keys and rounded figures: the same trial gives the same bytes."""

import json
from typing import Any

from portal.upkeep.simulation.comparison import Comparison
from portal.upkeep.simulation.outcome import InStretch, Kept, Outcome
from portal.upkeep.simulation.stretches import Stretch
from portal.upkeep.simulation.trial import Expected
from portal.upkeep.simulation.work import ASSUMPTIONS

_DIGITS = 4


def expected_data(expected: Expected) -> dict[str, Any]:
    """What was tried, and what was assumed."""
    return {
        "seed": expected.seed,
        "first_day": expected.first.isoformat(),
        "days": expected.days,
        "reports": len(expected.arrivals),
        "reports_per_day": round(expected.per_day, _DIGITS),
        "drawn_from": expected.drawn_from,
        "assumptions": list(ASSUMPTIONS),
    }


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """`{"promises": {…}, "commitments": {slug: {…}}, "first_answer_s": {…}, "breaks": {…}, …, "hours": […]}`."""
    breaks = outcome.breaks
    return {
        "promises": _kept(outcome.promises),
        "commitments": {slug: _kept(kept) for slug, kept in outcome.commitments.items()},
        "first_answer_s": {"median": outcome.wait_s(50), "p95": outcome.wait_s(95), "never": outcome.unanswered},
        "breaks": {
            "planned": breaks.planned,
            "on_time": breaks.on_time,
            "late": breaks.late,
            "missed": breaks.missed,
        },
        "left_for_another_shift": outcome.left,
        "handed_on": outcome.handed_on,
        "weeks": [
            {"monday": monday.isoformat(), "first_answers": kept.counted, "first_answers_late": kept.missed}
            for monday, kept in outcome.weeks.items()
        ],
        "hours": [_hours(stretch, here) for stretch, here in outcome.stretches.items() if here.reports],
    }


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """What suffers, with the shares before and after."""
    return {
        "person": comparison.person,
        "promises": {"before": _kept(comparison.total.before), "after": _kept(comparison.total.after)},
        "commitments": {
            slug: {"before": _kept(each.before), "after": _kept(each.after), "points": round(each.points, _DIGITS)}
            for slug, each in comparison.commitments.items()
        },
        "hours": [{**_hours(lost.stretch, lost.after), "more_missed": lost.more_missed} for lost in comparison.hours],
    }


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)


def _kept(kept: Kept) -> dict[str, Any]:
    share = None if kept.share is None else round(kept.share, _DIGITS)
    return {"kept": kept.kept, "counted": kept.counted, "share": share}


def _hours(stretch: Stretch, here: InStretch) -> dict[str, Any]:
    return {
        "team": stretch.team,
        "when": stretch.words(),
        "people": list(stretch.people),
        "reports": here.reports,
        "first_answers": here.answers.counted,
        "first_answers_late": here.answers.missed,
        "promises_missed": here.promises.missed,
    }
