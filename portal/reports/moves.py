"""What may be done to a report, by where it stands."""

from portal.errors import MoveRefused
from portal.languages.messages import N_, _
from portal.reports.report import Status

_SAID = {
    Status.RESOLVED: "it is already resolved",
    Status.DECLINED: "it is already declined",
    Status.LAPSED: "it closed because no answer came",
    Status.WITHDRAWN: "the customer has withdrawn it",
    Status.VOID: "it was set aside",
}
_NOTHING_TO_WITHDRAW = {
    Status.RESOLVED: N_("There is nothing to withdraw: it is already resolved."),
    Status.DECLINED: N_("There is nothing to withdraw: it is already declined."),
    Status.LAPSED: N_("There is nothing to withdraw: it closed because no answer came."),
    Status.WITHDRAWN: N_("There is nothing to withdraw: you have taken it back."),
    Status.VOID: N_("There is nothing to withdraw: nobody works on it, and its page says why."),
}
_CLOSED = {
    Status.RESOLVED: N_("This report is closed: it is already resolved."),
    Status.DECLINED: N_("This report is closed: it is already declined."),
    Status.LAPSED: N_("This report is closed: it closed because no answer came."),
    Status.WITHDRAWN: N_("This report is closed: you have taken it back."),
    Status.VOID: N_("This report is closed: nobody works on it, and its page says why."),
}
_CONTINUED_LATER = (Status.RESOLVED, Status.DECLINED, Status.LAPSED)
_FOR_GOOD = (Status.WITHDRAWN, Status.VOID)


def require_staff_move(status: Status, move: str) -> None:
    """A responder may act on an open report only. Raises MoveRefused; `move` reads as in "answer", "hand over"."""
    if not status.is_open:
        remedy = "" if status in _FOR_GOOD else " A message from the customer reopens it."
        raise MoveRefused(f"You cannot {move} this report: {_SAID[status]}.{remedy}")


def require_withdrawal(status: Status) -> None:
    """A customer may withdraw what is still open. Raises MoveRefused."""
    if not status.is_open:
        raise MoveRefused(_(_NOTHING_TO_WITHDRAW[status]))


def status_after_customer_message(status: Status, may_reopen: bool) -> Status:
    """Where a report stands once the customer has written. Raises MoveRefused when it can no longer be reopened."""
    if status.is_open:
        return Status.OPEN
    if status in _FOR_GOOD or not may_reopen:
        remedy = _("Start a new one, and mention this reference.")
        raise MoveRefused(f"{_(_CLOSED[status])} {remedy}")
    return Status.OPEN


def require_opening_again(status: Status, may_reopen: bool) -> None:
    """A responder may open what ended or was set aside, within the topic's reopen window.

    After it that counts for good. What was withdrawn stays with the customer. Raises MoveRefused.
    """
    if status.is_open:
        raise MoveRefused("This report is open already.")
    if status is Status.WITHDRAWN:
        raise MoveRefused(f"You cannot open this report again: {_SAID[status]}.")
    if not may_reopen:
        raise MoveRefused(
            "The time in which this report could be opened again is over, and its outcome counts for good. "
            "What the customer writes goes on as a new report."
        )


def may_be_opened_again(status: Status) -> bool:
    """Whether staff may open it, as long as the window lasts."""
    return not status.is_open and status is not Status.WITHDRAWN


def may_be_continued(status: Status) -> bool:
    """Whether a message that comes too late to open the report again goes on as a new one. DESIGN §5 "Reopening"."""
    return status in _CONTINUED_LATER
