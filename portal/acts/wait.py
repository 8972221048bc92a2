"""Waiting for the customer: a public reason, a limit, a reminder halfway, and then the outcome `lapsed`. DESIGN §5."""

from collections.abc import Iterable, Mapping

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer, notify_responders
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.waiting import Wait
from portal.reports.clock_events import limit_days
from portal.reports.report import Status
from portal.reports.timeline import SYSTEM, Entry, Kind
from portal.store import duties, reports, timeline


def wait_for_customer(
    workplace: Workplace, report_id: int, person: str, filling: str, *, reason: str, days: int
) -> None:
    """The promises that rest for it rest from now; `reason` is public. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, reason):
            return
        report = require_act(workplace, moment, "wait for the customer on", person)
        reports.update_report(moment.conn, report.id, status=Status.WAITING)
        facts: dict[str, object] = {"limit_days": days}
        begun = _begun(timeline.entries(moment.conn, report_id))
        if begun is not None:
            # A second reason does not move the limit of the wait under way.
            facts["lapses_at"] = wait_begun_by(workplace, begun).lapses_at.isoformat()
        entry = Entry(
            moment.now,
            Kind.WAITING,
            author_of(workplace, person),
            public=True,
            facts=facts,
            texts={"reason": tidy(reason)},
        )
        entry_id = add_entry(moment.conn, workplace, report, entry)
        notify_customer(moment.conn, workplace, report, "waiting", entry_id)


def watch_waiting(workplace: Workplace) -> None:
    """Remind halfway, and close what nobody answered at the limit; each once, whoever comes first."""
    with workplace.store.reading() as conn:
        begun = {report.id: _begun(timeline.entries(conn, report.id)) for report in reports.waiting(conn)}
    for report_id, entry in begun.items():
        if entry is not None and workplace.now() >= wait_begun_by(workplace, entry).reminder_at:
            with acting_on(workplace, report_id) as moment:
                _watch(workplace, moment)


def _watch(workplace: Workplace, moment: Moment) -> None:
    begun = _begun(timeline.entries(moment.conn, moment.report.id))
    if moment.report.status is not Status.WAITING or begun is None:
        return
    wait, report = wait_begun_by(workplace, begun), moment.report
    if moment.now >= wait.lapses_at:
        reports.update_report(moment.conn, report.id, status=Status.LAPSED, closed_at=moment.now)
        entry_id = add_entry(moment.conn, workplace, report, Entry(moment.now, Kind.LAPSED, SYSTEM, public=True))
        notify_customer(moment.conn, workplace, report, "lapsed", entry_id)
        notify_responders(moment.conn, workplace, report, "lapsed_in_team", entry_id)
    elif moment.now >= wait.reminder_at and duties.claim_duty(moment.conn, f"remind:{begun.id}", moment.now):
        facts = {"lapses_at": wait.lapses_at.isoformat()}
        reminded = Entry(moment.now, Kind.REMINDED, SYSTEM, public=True, facts=facts, texts=_latest_reason(moment))
        entry_id = add_entry(moment.conn, workplace, report, reminded)
        notify_customer(moment.conn, workplace, report, "waiting_reminder", entry_id)


def wait_begun_by(workplace: Workplace, begun: Entry) -> Wait:
    """The wait that a WAITING entry begins."""
    event = ClockEvent(begun.at, EventKind.WAITING_STARTED, limit_days=limit_days(begun))
    return Wait.of(event, workplace.library.site.time_zone)


def wait_under_way(workplace: Workplace, entries: Iterable[Entry]) -> Wait | None:
    """The wait that is not over by these entries of one report, if there is one."""
    begun = _begun(entries)
    return wait_begun_by(workplace, begun) if begun else None


def _begun(entries: Iterable[Entry]) -> Entry | None:
    """The entry with which the wait under way began; a second reason given meanwhile does not move the limit."""
    begun: Entry | None = None
    for entry in entries:
        if entry.kind is Kind.WAITING:
            begun = begun or entry
        elif entry.kind in (Kind.CUSTOMER_WROTE, Kind.CORRECTED, Kind.REOPENED):
            begun = None
    return begun


def _latest_reason(moment: Moment) -> Mapping[str, str]:
    entries = timeline.entries(moment.conn, moment.report.id)
    return next((entry.texts for entry in reversed(entries) if entry.kind is Kind.WAITING), {})
