"""A report that is none is set aside as spam, a test or a duplicate, and counted in public as that. DESIGN §5.

The customer's page says why, and a mail does, except to what is taken for spam.
"""

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.promises.clock_events import VoidReason
from portal.reports.references import find_reference
from portal.reports.report import Report, Status
from portal.reports.setting_aside import is_same_customer
from portal.reports.timeline import Entry, Kind
from portal.store import contacts, reports


def set_aside(
    workplace: Workplace,
    report_id: int,
    person: str,
    filling: str,
    *,
    reason: VoidReason,
    why: str,
    same_as: str = "",
    sure: bool = False,
) -> None:
    """`why` is for the team. After the due time only spam takes a missed promise out of the count.

    A duplicate needs `same_as`, the reference of the other report; the customer reads it only where both came from
    them. What is of the highest severity is set aside only by who is `sure`. Raises MoveRefused, UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, reason, why, same_as, str(sure)):
            return
        report = require_act(workplace, moment, "set aside", person)
        if report.severity == workplace.library.site.highest_severity and not sure:
            raise MoveRefused(
                "Nothing is set aside yet. This is of the highest severity: somebody may need help now. If you are "
                "sure that it is no report, press the button once more."
            )
        facts = {"reason": reason.value, **(_same_as(moment, same_as) if reason is VoidReason.DUPLICATE else {})}
        reports.update_report(moment.conn, report.id, status=Status.VOID, closed_at=moment.now)
        entry = Entry(
            moment.now,
            Kind.SET_ASIDE,
            author_of(workplace, person),
            public=False,
            facts=facts,
            texts={"note": tidy(why)},
        )
        entry_id = add_entry(moment.conn, workplace, report, entry)
        if reason is not VoidReason.SPAM:
            notify_customer(moment.conn, workplace, report, "set_aside", entry_id)


def other_report(workplace: Workplace, report: Report, typed: str) -> Report:
    """The other report that `typed` names, for a form. Raises MoveRefused where it is none, StoreUnavailable."""
    with workplace.store.reading() as conn:
        return _other(Moment(conn, report, workplace.now()), typed)


def _same_as(moment: Moment, typed: str) -> dict[str, str]:
    other = _other(moment, typed)
    known = contacts.contacts_of(moment.conn, [moment.report.id, other.id])
    theirs = is_same_customer(known.get(moment.report.id), known.get(other.id))
    return {"same_as": other.reference, **({"goes_on_in": other.reference} if theirs else {})}


def _other(moment: Moment, typed: str) -> Report:
    reference = find_reference(typed)
    if reference is None:
        raise MoveRefused("Enter the reference of the report that we go on with, such as R7K4-M2PX.")
    if reference == moment.report.reference:
        raise MoveRefused("This is the reference of the report itself. Enter that of the other one.")
    found = reports.report_by_reference(moment.conn, reference)
    if found is None:
        raise MoveRefused(f"There is no report {reference}. Look at the reference again.")
    return found
