"""The two ways a responder ends a report: resolved, or declined with grace.

A no says what was tried, why it stops here, and what the customer can do instead. DESIGN §1.4.
"""

from collections.abc import Mapping

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.report import Status
from portal.reports.timeline import Entry, Kind
from portal.store import reports


def resolve(workplace: Workplace, report_id: int, person: str, filling: str, what_we_did: str) -> None:
    """Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if not is_repeat(moment, filling, what_we_did):
            add_resolution(workplace, moment, person, what_we_did)


def add_resolution(
    workplace: Workplace,
    moment: Moment,
    person: str,
    what_we_did: str,
    facts: Mapping[str, object] | None = None,
) -> int:
    """The same inside a transaction on the report; gives the entry's id. Raises MoveRefused.

    It is an answer as well: a first response that is still owed is given with it, and the customer gets one mail.
    """
    texts = {"what_we_did": what_we_did}
    return _close(workplace, moment, person, "resolve", Status.RESOLVED, Kind.RESOLVED, texts, facts or {})


def decline(
    workplace: Workplace,
    report_id: int,
    person: str,
    filling: str,
    *,
    tried: str,
    why: str,
    instead: str,
    costs: str = "",
    saves: str = "",
) -> None:
    """`costs` says what the choice costs the customer, `saves` what it saves, and whom. Raises MoveRefused,
    UnknownReport.
    """
    said = {"costs": costs, "saves": saves}
    texts = {"tried": tried, "why": why, "instead": instead} | {
        name: text for name, text in said.items() if text.strip()
    }
    with acting_on(workplace, report_id) as moment:
        if not is_repeat(moment, filling, *texts.values()):
            _close(workplace, moment, person, "decline", Status.DECLINED, Kind.DECLINED, texts, {})


def _close(
    workplace: Workplace,
    moment: Moment,
    person: str,
    move: str,
    status: Status,
    kind: Kind,
    texts: Mapping[str, str],
    facts: Mapping[str, object],
) -> int:
    report = require_act(workplace, moment, move, person)
    reports.update_report(moment.conn, report.id, status=status, closed_at=moment.now)
    said = {name: tidy(text) for name, text in texts.items()}
    entry = Entry(moment.now, kind, author_of(workplace, person), public=True, facts=facts, texts=said)
    entry_id = add_entry(moment.conn, workplace, report, entry)
    notify_customer(moment.conn, workplace, report, kind.value, entry_id)
    return entry_id
