"""Work that is shared out comes back whole: a process that ends costs the page it was about, and no other."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from portal.library import render_process
from portal.library.render_pool import RenderPool
from portal.library.render_process import Steps
from portal.library.rendered import RenderFault

MANY = [str(number) for number in range(330)]


@pytest.fixture(params=["forked", "alone"])
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[RenderPool]:
    """Two processes, forked, or each a Python of its own, as where another thread is at work."""
    monkeypatch.setattr(render_process, "_can_fork", lambda: request.param == "forked")
    found = RenderPool(timeout_s=2, processes=2)
    yield found
    found.close()


def work(text: str) -> Steps[str]:
    yield
    if text == "hangs":
        time.sleep(3600)
    if text == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "is too deep":
        raise RecursionError
    if text == "fails":
        raise ValueError
    return text * 2


@pytest.mark.parametrize("rounds", [1, 2])
def test_each_item_is_answered_once_and_by_its_place(pool: RenderPool, rounds: int) -> None:
    for _ in range(rounds):
        found = sorted(pool.each(work, MANY))
        assert found == [(place, text * 2) for place, text in enumerate(MANY)]


def test_what_ends_a_process_costs_that_page_alone(pool: RenderPool) -> None:
    items = [*MANY[:21], "hangs", *MANY[21:90], "is killed", "is too deep", "fails", *MANY[90:]]
    found = dict(pool.each(work, items))
    faults = {items[place]: each.reason for place, each in found.items() if isinstance(each, RenderFault)}
    assert faults == {"hangs": "too slow", "is killed": "failed", "is too deep": "too deep", "fails": "failed"}
    assert [found[place] for place, text in enumerate(items) if text not in faults] == [text * 2 for text in MANY]


def test_whoever_stops_listening_leaves_no_process_at_work(pool: RenderPool) -> None:
    began_s = time.monotonic()
    for _ in pool.each(work, [*(["1"] * 20), *(["hangs"] * 20)]):
        break
    pool.close()
    assert time.monotonic() - began_s < 60
    assert list(pool.each(work, ["1"])) == [(0, "11")]


def test_a_process_that_was_killed_while_it_waited_is_replaced(pool: RenderPool) -> None:
    assert list(pool.each(work, ["1"])) == [(0, "11")]
    os.kill(pool._idle[0]._pid, signal.SIGKILL)
    answers = [dict(pool.each(work, ["1", "2"])) for _ in range(2)]
    assert answers[1] == {0: "11", 1: "22"}
