"""A customer's thanks goes straight to the people who earned it. DESIGN §1.5."""

from collections.abc import Collection, Iterable

from portal.acts.answering import acting_on, is_repeat
from portal.acts.notify import notify_person, notify_responders
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.reports.thanked import helpers, thanked
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store import thanks, timeline


def thank(workplace: Workplace, report_id: int, filling: str, words: str, to: Collection[str] = ()) -> None:
    """`to` are those of the helpers whom the customer chose, empty for all; `words` may be empty.

    On closed reports too; it reopens nothing. Raises UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, words, *sorted(to)):
            return
        names = {key: person.name for key, person in workplace.roster().people.items()}
        people = thanked(timeline.entries(moment.conn, report_id), names, to, words)
        texts = {"words": tidy(words)} if words.strip() else {}
        entry = Entry(moment.now, Kind.THANKED, CUSTOMER, public=True, facts={"to": list(people)}, texts=texts)
        entry_id = add_entry(moment.conn, workplace, moment.report, entry)
        for person in people:
            notify_person(moment.conn, workplace, moment.report, "thanked", person, entry_id)
        if not people:
            # Whoever helped has left the team. Somebody reads it all the same.
            people = notify_responders(moment.conn, workplace, moment.report, "thanked", entry_id)
        thanks.add_from_customer(moment.conn, report_id, entry_id, people, moment.now)


def helpers_of(workplace: Workplace, report: Report) -> dict[str, str]:
    """The display names of those of the team who have helped, by key, in the order of their first deed."""
    with workplace.store.reading() as conn:
        return helpers_among(workplace, timeline.entries(conn, report.id))


def helpers_among(workplace: Workplace, entries: Iterable[Entry]) -> dict[str, str]:
    """The same of entries that were read already."""
    people = workplace.roster().people
    return {key: people[key].name for key in helpers(entries) if key in people}
