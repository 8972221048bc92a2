"""Causes of the small organisation: a mast that is down, and reports of the people who feel it."""

from datetime import datetime

from portal.acts.cause_acting import Sentence
from portal.acts.join_cause import join_cause
from portal.acts.open_cause import open_cause
from portal.acts.workplace import Workplace
from portal.reports.causes import Cause
from portal.reports.report import Report
from portal.store import causes
from tests.workplaces import filling, reported

DOWN = "The pump at Eelby is down since ten. Two people are on their way."


def opened(
    workplace: Workplace,
    report: Report,
    words: str = DOWN,
    person: str = "mira",
    next_word: datetime | None = None,
) -> Cause:
    """A cause that was opened from this report; without words it is for the team alone."""
    open_cause(workplace, report.id, person, filling(), title="The pump at Eelby", sentence=Sentence(words, next_word))
    found = cause_of(workplace, report)
    assert found is not None
    return found


def joined(workplace: Workplace, cause: Cause, number: int = 1, person: str = "mira") -> list[Report]:
    """So many new reports with this cause."""
    found = [reported(workplace) for _ in range(number)]
    for report in found:
        join_cause(workplace, report.id, person, filling(), cause_id=cause.id)
    return found


def cause_of(workplace: Workplace, report: Report) -> Cause | None:
    with workplace.store.reading() as conn:
        return causes.cause_of(conn, report.id)


def now_of_cause(workplace: Workplace, cause: Cause) -> Cause:
    with workplace.store.reading() as conn:
        found = causes.cause_by_id(conn, cause.id)
    assert found is not None
    return found
