"""The customer writes on their page: on the report, on the one that goes on from it, or, too late, on a new one.

After the topic's window a message opens a new, linked report. DESIGN §5 "Reopening".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.acts.answering import Moment, acting_on, is_erased, is_repeat
from portal.acts.continuations import newest_of
from portal.acts.customer_writes import add_customers_words, may_reopen
from portal.acts.submit import Submission, file_report, promised_release
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import ReleaseChanged, UnknownReport
from portal.languages.messages import _
from portal.library.release import Release
from portal.reports.moves import may_be_continued
from portal.reports.report import Attachment, Contact, ContactKind, Report
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import contacts, report_links, reports, timeline


@dataclass(frozen=True, slots=True)
class Written:
    """The report on which the words stand now; `is_new` where they opened it."""

    report: Report
    is_new: bool = False


def write_or_carry_on(
    workplace: Workplace,
    report_id: int,
    filling: str,
    words: str,
    attachments: tuple[Attachment, ...] = (),
    shown_release: str = "",
) -> Written:
    """`shown_release` is the hash of the release whose promises were shown; empty for somebody who was shown none and
    gets those in force.

    Raises MoveRefused for a report that was closed for good, ReleaseChanged as `submit` where the words open a new one,
    and UnknownReport.
    """
    promised = release_promised(workplace, shown_release)
    with acting_on(workplace, report_id) as moment:
        return write_at(workplace, moment, filling, words, attachments, promised)


def release_promised(workplace: Workplace, shown_release: str) -> Release | ReleaseChanged:
    """Looked up before the transaction, for `write_at`: what speaks against it counts only for a new report."""
    try:
        return promised_release(workplace, shown_release, workplace.now()) if shown_release else workplace.release
    except ReleaseChanged as changed:
        return changed


def write_at(
    workplace: Workplace,
    moment: Moment,
    filling: str,
    words: str,
    attachments: tuple[Attachment, ...],
    promised: Release | ReleaseChanged,
) -> Written:
    """The same inside a transaction on the report. Raises MoveRefused, ReleaseChanged and UnknownReport."""
    newest = newest_of(moment.conn, moment.report)
    if is_repeat(moment, filling, words, *(each.id for each in attachments)):
        return Written(newest, newest.id != moment.report.id)
    there = moment if newest.id == moment.report.id else _moved(moment, newest)
    if _is_too_late(workplace, there):
        if isinstance(promised, ReleaseChanged):
            raise promised
        return Written(_carry_on(workplace, there, filling, words, attachments, promised), True)
    add_customers_words(workplace, there, {"words": words}, attachments)
    return Written(there.report)


def _moved(moment: Moment, report: Report) -> Moment:
    """The same transaction on another report. Raises UnknownReport."""
    locked = reports.report_by_id(moment.conn, report.id, lock=True)
    if locked is None:
        raise UnknownReport(_("This report is no longer kept."))
    last = timeline.last_at(moment.conn, report.id) or locked.received_at
    return replace(moment, report=locked, now=max(moment.now, last))


def _is_too_late(workplace: Workplace, moment: Moment) -> bool:
    report = moment.report
    return may_be_continued(report.status) and not may_reopen(workplace, report, moment.now) and not is_erased(moment)


def _carry_on(
    workplace: Workplace,
    moment: Moment,
    filling: str,
    words: str,
    attachments: tuple[Attachment, ...],
    promised: Release,
) -> Report:
    """A new report with the topic, severity and contact of the old one; each names the other in its story."""
    old, library = moment.report, workplace.library
    submission = Submission(
        filling=f"{filling} after {old.reference}",
        topic=old.topic if old.topic in library.public.topics else library.catch_all.slug,
        severity=old.severity if library.site.severity(old.severity) else library.site.severities[0].key,
        what_happened=words,
        contact=contacts.contact_of(moment.conn, old.id) or Contact(ContactKind.NONE),
        shown_release=promised.hash,
        attachments=attachments,
        language=old.language,
    )
    facts: Mapping[str, object] = {"continues": old.reference}
    new = file_report(moment.conn, workplace, submission, promised, moment.now, facts)
    report_links.link_reports(moment.conn, new.id, old.id)
    carried_on = Entry(moment.now, Kind.CONTINUED, CUSTOMER, public=True, facts={"as": new.reference})
    add_entry(moment.conn, workplace, old, carried_on)
    return new
