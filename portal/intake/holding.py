"""Whether a person looks at what was sent before it goes to its team. What is of the highest severity waits for no
crowd, only where it looks as if a program had sent it.
"""

from portal.acts.submit import Submission
from portal.reports.held import HeldFor
from portal.web.crowd import is_crowded
from portal.web.current import workplace


def held_for_its_look(submission: Submission, in_empty_line: str) -> HeldFor | None:
    """None for what goes on at once. `in_empty_line` came in the line that people leave empty.

    Raises StoreUnavailable.
    """
    if in_empty_line:
        return HeldFor.FILLED_LINE
    if submission.severity != workplace().library.site.highest_severity and is_crowded():
        return HeldFor.CROWD
    return None
