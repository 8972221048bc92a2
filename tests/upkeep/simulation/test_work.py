"""How much work a report makes is drawn within stated bounds, and the gravest make more."""

from datetime import timedelta
from random import Random

from portal.upkeep.simulation.work import draw_work


def test_steps_are_few_and_none_is_shorter_or_longer_than_stated() -> None:
    random = Random(1)
    drawn = [draw_work(random, gravity) for gravity in (0, 0.5, 1) for _ in range(400)]
    assert {len(steps) for steps in drawn} == {1, 2, 3, 4}
    every = [step for steps in drawn for step in steps]
    assert all(timedelta(minutes=3) <= step.takes <= timedelta(minutes=90) for step in every)
    assert all(step.waits <= timedelta(hours=96) for step in every)
    assert all(not steps[0].waits for steps in drawn)


def test_the_gravest_take_more_work_and_are_seldom_settled_by_the_answer() -> None:
    def of(gravity: float) -> tuple[timedelta, int]:
        random = Random(7)
        drawn = [draw_work(random, gravity) for _ in range(500)]
        return sum((step.takes for steps in drawn for step in steps), timedelta()), sum(
            len(each) == 1 for each in drawn
        )

    (mild, settled_mild), (grave, settled_grave) = of(0), of(1)
    assert grave > mild
    assert settled_grave < settled_mild
