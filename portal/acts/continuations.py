"""Reports that go on from one another, once a message came too late to open the first again. DESIGN §5."""

from sqlalchemy import Connection

from portal.reports.report import Report
from portal.store import report_links, reports

_MAX_CONTINUATIONS = 50


def next_of(conn: Connection, report: Report) -> Report | None:
    """The report that goes on from this one."""
    following = report_links.continued_by(conn, report.id)
    return reports.report_by_id(conn, following) if following else None


def previous_of(conn: Connection, report: Report) -> Report | None:
    """The report that this one goes on from."""
    before = report_links.continues(conn, report.id)
    return reports.report_by_id(conn, before) if before else None


def newest_of(conn: Connection, report: Report) -> Report:
    """The last report of the chain; the report itself where nothing goes on from it."""
    for _ in range(_MAX_CONTINUATIONS):
        following = next_of(conn, report)
        if following is None:
            break
        report = following
    return report
