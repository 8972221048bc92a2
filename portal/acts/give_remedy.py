"""What a missed promise gives the customer is tracked until it is given, also once the report is closed. DESIGN §5."""

from portal.acts.answering import acting_on, author_of, is_repeat
from portal.acts.notify import notify_customer
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.remedies import owed
from portal.reports.timeline import Entry, Kind
from portal.store import timeline


def give_remedy(
    workplace: Workplace, report_id: int, person: str, filling: str, *, commitment: str, given: str
) -> None:
    """`given` says what was given, for the customer to read. Raises MoveRefused where it is not owed, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, commitment, given):
            return
        if commitment not in {remedy.commitment for remedy in owed(timeline.entries(moment.conn, report_id))}:
            raise MoveRefused("This is not owed any more: a colleague has given it already.")
        entry = Entry(
            moment.now,
            Kind.REMEDY_GIVEN,
            author_of(workplace, person),
            public=True,
            facts={"commitment": commitment},
            texts={"given": tidy(given)},
        )
        entry_id = add_entry(moment.conn, workplace, moment.report, entry)
        notify_customer(moment.conn, workplace, moment.report, "remedy_given", entry_id)
