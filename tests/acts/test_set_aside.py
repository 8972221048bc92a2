"""What is no report is set aside with a reason, and counted as that; only spam takes a miss out of the count."""

import pytest

from portal.acts.set_aside import set_aside
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.promises.clock_events import VoidReason
from portal.reports.timeline import Kind
from tests.workplaces import Clock, clocks_on, filling, kinds, reported, story, told


@pytest.mark.parametrize("reason", VoidReason)
def test_in_time_every_reason_takes_it_out_of_the_count(workplace: Workplace, reason: VoidReason) -> None:
    report = reported(workplace)
    told(workplace)
    set_aside(workplace, report.id, "mira", filling(), reason=reason, why="The same words ten times.")
    assert {clock.state for clock in clocks_on(workplace, report).values()} == {"voided"}
    assert told(workplace) == [], "spam has nobody to tell"
    assert Kind.SET_ASIDE not in kinds(workplace, report, public=True)


@pytest.mark.parametrize(("reason", "state"), [(VoidReason.SPAM, "voided"), (VoidReason.DUPLICATE, "missed")])
def test_after_the_due_time_only_spam_does(workplace: Workplace, clock: Clock, reason: VoidReason, state: str) -> None:
    report = reported(workplace)
    clock.pass_by(hours=5)
    set_aside(workplace, report.id, "mira", filling(), reason=reason, why="Look at the address.")
    assert clocks_on(workplace, report)["first_response"].state == state


def test_what_is_set_aside_stays_so(workplace: Workplace) -> None:
    report = reported(workplace)
    set_aside(workplace, report.id, "mira", filling(), reason=VoidReason.TEST, why="Our own.")
    with pytest.raises(MoveRefused, match="set aside as not a real report"):
        set_aside(workplace, report.id, "tom", filling(), reason=VoidReason.SPAM, why="Again.")
    assert story(workplace, report)[-1].facts == {"reason": "test"}
