"""What colleagues wrote to one another about a report forgets its customer, when the customer's data is erased.

What was quoted needs nothing: it is read from the timeline (portal.reports.passages), and so is what the customer wrote
in thanks. The colleagues' own words stay theirs; what names the customer is taken out of them.
"""

from sqlalchemy import Connection

from portal.acts.keep_lesson import customers_words
from portal.reports.personal_traces import customer_traces, without_traces
from portal.reports.report import Contact, ContactKind, Report
from portal.store import coaching, contacts, huddle_points, thanks, timeline
from portal.store.coaching import Subject


def forget_customer(conn: Connection, report: Report) -> None:
    """To be done while the contact and the texts of the report are still there."""
    contact = contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE)
    theirs = customers_words(timeline.entries(conn, report.id))

    def forgotten(text: str) -> str:
        traces = customer_traces(text, contact, report.reference, theirs)
        return without_traces(text, tuple(trace for trace in traces if trace != report.reference))

    for note_id, texts in coaching.texts_about(conn, Subject("report", report.id)).items():
        without = tuple(map(forgotten, texts))
        if without != texts:
            coaching.rewrite(conn, note_id, *without)
    for thanks_id, words in thanks.colleagues_words(conn, report.id).items():
        if forgotten(words) != words:
            thanks.rewrite(conn, thanks_id, forgotten(words))
    for point_id, words in huddle_points.words_about(conn, report.id).items():
        if forgotten(words) != words:
            huddle_points.rewrite(conn, point_id, forgotten(words))
