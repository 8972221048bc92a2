"""The worked example of a promise to customers, and the version of the promise that it is worked out from."""

from datetime import datetime

from portal.errors import PromiseError
from portal.library.pages import Commitment
from portal.promises.calendars import Calendar
from portal.promises.commitments import CommitmentVersion
from portal.promises.worked_examples import WorkedExample, worked_example


def example_of(promise: Commitment, calendar: Calendar | None, time_zone: str, at: datetime) -> WorkedExample | None:
    """What the promise means on the coming working day; None for one to the team and for one with no hours ahead."""
    if promise.audience != "customers" or (promise.target.working and calendar is None):
        return None
    version = CommitmentVersion(
        slug=promise.slug,
        title=promise.title,
        indicator=promise.indicator,
        target=promise.target,
        objective=promise.objective,
        calendar=calendar,
        calendar_name=promise.calendar,
        time_zone=time_zone,
        remedy=promise.remedy,
        effective_from=promise.effective_from,
        text=promise.body.html,
    )
    try:
        return worked_example(version, at)
    except PromiseError:
        return None
