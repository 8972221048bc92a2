"""A customer's thanks goes straight to the person who earned it. DESIGN §1.5."""

from portal.acts.answering import acting_on, is_repeat
from portal.acts.notify import notify_responders
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.timeline import CUSTOMER, Entry, Kind


def thank(workplace: Workplace, report_id: int, filling: str, words: str) -> None:
    """`words` may be empty. On closed reports too; it reopens nothing. Raises UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, words):
            return
        texts = {"words": tidy(words)} if words.strip() else {}
        facts = {"to": moment.report.owner}
        entry = Entry(moment.now, Kind.THANKED, CUSTOMER, public=True, facts=facts, texts=texts)
        entry_id = add_entry(moment.conn, workplace, moment.report, entry)
        notify_responders(moment.conn, workplace, moment.report, "thanked", entry_id)
