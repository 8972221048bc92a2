"""A report that a program files: the use case of the form, once for each Idempotency-Key, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from portal.acts.idempotency import Request, answered_before, claim, keep
from portal.acts.submit import Submission, file_report, promised_release
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.store.idempotency import Answered

Describe = Callable[[Connection, Report], Mapping[str, Any]]


def submit_once(
    workplace: Workplace,
    request: Request,
    submission: Callable[[], Submission],
    admit: Callable[[Connection], None],
    describe: Describe,
) -> Answered:
    """File the report, or give what was answered to the same request within the last day.

    `submission` is asked for only where the request is new, and may raise what speaks against it today: what was on
    offer when it was filed need not be when it comes again. An empty `shown_release` in it stands for somebody who was
    shown no promise, and gets those in force. `admit` raises what it has against a new report; `describe` says what is
    answered, in plain JSON data without the customer's words.

    Raises KeyReused, StillUnderWay, ReleaseChanged as `submit`, what `submission` and `admit` raise, and
    StoreUnavailable; nothing is kept then.
    """
    before = answered_before(workplace, request)
    if before is not None:
        return before
    now, new = workplace.now(), submission()
    shown = new.shown_release
    promised = promised_release(workplace, shown, now) if shown else workplace.release
    with workplace.store.writing() as conn:
        before = claim(conn, workplace, request)
        if before is not None:
            return before
        admit(conn)
        report = file_report(conn, workplace, replace(new, shown_release=promised.hash), promised, now)
        return keep(conn, workplace, request, report.id, describe(conn, report))
