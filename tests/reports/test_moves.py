"""What may be done to a report, by where it stands."""

import pytest

from portal.errors import MoveRefused
from portal.reports.moves import require_staff_move, require_withdrawal, status_after_customer_message
from portal.reports.report import Status

CLOSED = [status for status in Status if not status.is_open]


@pytest.mark.parametrize("status", CLOSED)
def test_a_closed_report_takes_no_act_and_says_why(status: Status) -> None:
    with pytest.raises(MoveRefused, match=r"You cannot resolve this report: .+\."):
        require_staff_move(status, "resolve")
    with pytest.raises(MoveRefused, match="nothing to withdraw"):
        require_withdrawal(status)


@pytest.mark.parametrize("status", [Status.OPEN, Status.WAITING])
def test_an_open_report_takes_every_act(status: Status) -> None:
    require_staff_move(status, "resolve")
    require_withdrawal(status)
    assert status_after_customer_message(status, may_reopen=False) is Status.OPEN


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.DECLINED, Status.LAPSED])
def test_a_message_within_the_window_reopens_and_after_it_is_refused(status: Status) -> None:
    assert status_after_customer_message(status, may_reopen=True) is Status.OPEN
    with pytest.raises(MoveRefused, match="Start a new one"):
        status_after_customer_message(status, may_reopen=False)


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.VOID])
def test_what_was_withdrawn_or_set_aside_is_never_reopened(status: Status) -> None:
    with pytest.raises(MoveRefused):
        status_after_customer_message(status, may_reopen=True)
