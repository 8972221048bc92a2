"""Writing the audit log, in the transaction of what it records. DESIGN §8; who did what on the desk, and when."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.store import audit

SIGNED_IN = "signed_in"
SIGN_IN_ASKED = "sign_in_asked"
SIGN_IN_REFUSED = "sign_in_refused"
SIGN_IN_LINK_MADE = "sign_in_link_made"
SESSION_ENDED = "session_ended"
OPENED_BY_LINK = "opened_by_link"
EXCEPTION_MADE = "exception_made"
EXCEPTION_ENDED = "exception_ended"
DRAFT_DECIDED = "draft_decided"
EDIT_BEGUN = "edit_begun"
EDIT_THROWN_AWAY = "edit_thrown_away"
DRAFT_COMMENTED = "draft_commented"
PUBLISHING_ASKED = "publishing_asked"
PAGE_PUBLISHED = "page_published"
PAGE_NOT_PUBLISHED = "page_not_published"

# Reading on and coming back within the hour is one opening.
ONE_OPENING = timedelta(hours=1)


def record_act(
    conn: Connection,
    at: datetime,
    act: str,
    person: str | None = None,
    report: Report | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """One row. `act` is the kind of a timeline's entry or one of the names above; `facts` holds no personal text."""
    audit.append(conn, at, act, person, report.id if report else None, facts)


def record_opening(workplace: Workplace, report: Report, person: str) -> None:
    """The signed link of a notice has opened the report in `person`'s name. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.reading() as conn:
        if audit.was_done_since(conn, OPENED_BY_LINK, person, report.id, now - ONE_OPENING):
            return
    with workplace.store.writing() as conn:
        record_act(conn, now, OPENED_BY_LINK, person, report)
