"""The two ways a responder ends a report: resolved, or declined with grace.

A no says what was tried, why it stops here, and what the customer can do instead. DESIGN §1.4.
"""

from collections.abc import Mapping

from portal.acts.answering import acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.report import Status
from portal.reports.timeline import Entry, Kind
from portal.store import reports


def resolve(workplace: Workplace, report_id: int, person: str, filling: str, what_we_did: str) -> None:
    """Raises MoveRefused, UnknownReport."""
    texts = {"what_we_did": what_we_did}
    _close(workplace, report_id, person, filling, "resolve", Status.RESOLVED, Kind.RESOLVED, texts)


def decline(
    workplace: Workplace, report_id: int, person: str, filling: str, *, tried: str, why: str, instead: str
) -> None:
    """Raises MoveRefused, UnknownReport."""
    texts = {"tried": tried, "why": why, "instead": instead}
    _close(workplace, report_id, person, filling, "decline", Status.DECLINED, Kind.DECLINED, texts)


def _close(
    workplace: Workplace,
    report_id: int,
    person: str,
    filling: str,
    move: str,
    status: Status,
    kind: Kind,
    texts: Mapping[str, str],
) -> None:
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, *texts.values()):
            return
        report = require_act(workplace, moment, move, person)
        reports.update_report(moment.conn, report.id, status=status, closed_at=moment.now)
        said = {name: tidy(text) for name, text in texts.items()}
        entry = Entry(moment.now, kind, author_of(workplace, person), public=True, texts=said)
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, kind.value, entry_id)
