"""The reports before and after this one, each with its private page, and what a message that comes too late becomes."""

from dataclasses import dataclass

from sqlalchemy import Connection

from portal import paths
from portal.acts.continuations import next_of, previous_of
from portal.acts.look_ahead import look_ahead
from portal.acts.workplace import Workplace
from portal.intake.check_words import CheckWords, check_words
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report


@dataclass(frozen=True, slots=True)
class LinkedReport:
    reference: str
    address: str


@dataclass(frozen=True, slots=True)
class NewReportAhead:
    """What is promised for a new report that goes on from this one; `release` is the hash of the release it is by."""

    words: CheckWords
    release: str


def linked_reports(
    conn: Connection, workplace: Workplace, report: Report
) -> tuple[LinkedReport | None, LinkedReport | None]:
    """The report that this one goes on from, and the one that goes on from it. The customer of all is the same."""
    before, after = previous_of(conn, report), next_of(conn, report)
    return _linked(workplace, before), _linked(workplace, after)


def new_report_ahead(workplace: Workplace, report: Report) -> NewReportAhead:
    """Raises StoreUnavailable."""
    library = workplace.library
    topic = report.topic if report.topic in library.public.topics else library.catch_all.slug
    ahead = look_ahead(workplace, topic, report.severity, "")
    return NewReportAhead(check_words(ahead, workplace.library_as_read), ahead.release)


def _linked(workplace: Workplace, report: Report | None) -> LinkedReport | None:
    if report is None:
        return None
    token = customer_token(workplace.secret, TRACK, report.reference, report.generation)
    return LinkedReport(report.reference, paths.tracking(token))
