"""How much work a report makes. These are assumptions, in one place, and every result of a simulation states them."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

_ANSWER_MIN = (10.0, 8.0)
_STEP_MIN = (10.0, 25.0)
_SETTLED_AT_ONCE = (0.45, 0.1)
_WAIT_H = (8.0, 2.0)
_MOST_STEPS = 4
_GOES_ON = 0.6
_SIGMA_OF_WORK, _SIGMA_OF_WAIT = 0.5, 0.9
_SHORTEST_MIN, _LONGEST_MIN, _LONGEST_WAIT_H = 3.0, 90.0, 96.0
UPDATE = timedelta(minutes=5)
UPDATE_WHEN_GONE = 0.5

ASSUMPTIONS = (
    "Reading a report and giving a first answer takes 10 minutes for the mildest severity and 8 for the gravest, each "
    "later step 10 and 25 (the middle of a lognormal spread, sigma 0.5, from 3 to 90 minutes).",
    "The first answer settles 45 % of the mildest and 10 % of the gravest. The others go on at once, and 6 of 10 then "
    "need another step, up to four in all. Between those, others are waited for: 8 hours for the mildest, 2 for the "
    "gravest (the middle; sigma 0.9, at most 96 hours).",
    "Word in between takes 5 minutes and is written once half of its time is gone. Customers do not write in between, "
    "and nobody is ill.",
    "A responder has one report in hand at a time. They take up the gravest first, then what falls due first; put a "
    "step aside only for a new report of the gravest kind; and end what is in hand before a break or the end of their "
    "shift. Off shift nobody works.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done on a report: `waits` for others first, then `takes` a responder's time."""

    waits: timedelta
    takes: timedelta


def draw_work(random: Random, gravity: float) -> tuple[Step, ...]:
    """The steps of one report, the first its answer and the last its outcome; `gravity` from 0 (mildest) to 1."""
    at_once = timedelta(0)
    steps = [Step(at_once, _minutes(random, _between(_ANSWER_MIN, gravity)))]
    if random.random() >= _between(_SETTLED_AT_ONCE, gravity):
        steps.append(Step(at_once, _minutes(random, _between(_STEP_MIN, gravity))))
        while len(steps) < _MOST_STEPS and random.random() < _GOES_ON:
            steps.append(Step(_wait(random, gravity), _minutes(random, _between(_STEP_MIN, gravity))))
    return tuple(steps)


def _wait(random: Random, gravity: float) -> timedelta:
    hours = min(_between(_WAIT_H, gravity) * random.lognormvariate(0, _SIGMA_OF_WAIT), _LONGEST_WAIT_H)
    return timedelta(seconds=round(hours * 3_600))


def _minutes(random: Random, middle_min: float) -> timedelta:
    drawn_min = middle_min * random.lognormvariate(0, _SIGMA_OF_WORK)
    return timedelta(seconds=round(60 * min(max(drawn_min, _SHORTEST_MIN), _LONGEST_MIN)))


def _between(ends: tuple[float, float], place: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * place
