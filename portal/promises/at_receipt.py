"""What a promise's clock says at receipt: when it is due, and when half of its time is gone. DESIGN §5, §6.

The same as portal.promises.clocks and portal.promises.steps find from a timeline that has begun just now, in a third of
the time: nothing has paused or stopped it yet, and every customer waits for it.
"""

from datetime import datetime, timedelta

from portal.promises.commitments import CommitmentVersion
from portal.promises.due import elapsed
from portal.promises.open_time import open_time
from portal.promises.wall_clock import SECOND_US, from_us, to_us


def due_and_half_gone(version: CommitmentVersion, received_at: datetime) -> tuple[datetime, datetime]:
    """In UTC. Raises as CommitmentVersion.due_at."""
    target = version.target
    if not target.working or version.calendar is None:
        due_at, received_us = version.due_at(received_at), to_us(received_at)
        return due_at, from_us(received_us + (to_us(due_at) - received_us) // 2)
    hours, received_us = open_time(version.calendar), to_us(received_at)
    if target.unit == "days":
        due_us = hours.close_after_working_days(received_us, target.amount)
        whole_us = elapsed(version.calendar, received_at, from_us(due_us)) // timedelta(microseconds=1)
    else:
        whole_us = target.length_s * SECOND_US
        due_us = hours.advance_us(received_us, whole_us)
    return from_us(due_us), from_us(min(hours.advance_us(received_us, whole_us // 2), due_us))
