"""What colleagues wrote about a report forgets its customer, when the customer's data is erased.

What was quoted in a note needs nothing: it is read from the timeline (portal.reports.passages), and so is what the
customer wrote in thanks. The colleagues' own words stay theirs; what points to the customer is taken out of them.
"""

from datetime import datetime

from sqlalchemy import Connection

from portal.acts.forget_in_causes import forget_in_causes
from portal.acts.forget_in_pages import forget_in_pages
from portal.acts.known_customer import known_customer
from portal.reports import forgetting
from portal.reports.forgetting import KnownCustomer
from portal.reports.report import Report
from portal.store import coaching, huddle_points, obstacles, outbox, thanks, timeline
from portal.store.coaching import Subject


def forget_customer(conn: Connection, report: Report, at: datetime) -> None:
    """To be done while the contact, the files, the mails and the texts of the report are still there."""
    entries = timeline.entries(conn, report.id)
    customer = known_customer(conn, report, entries)
    _forget_in_notes(conn, report, customer)
    _forget_in_obstacles(conn, report, customer)
    forget_in_pages(conn, report.id, customer, at)
    forget_in_causes(conn, report.id, entries, customer)
    outbox.forget_errors(conn, report.id)


def _forget_in_notes(conn: Connection, report: Report, customer: KnownCustomer) -> None:
    for note_id, texts in coaching.texts_about(conn, Subject("report", report.id)).items():
        without = tuple(forgetting.forgotten(text, customer) for text in texts)
        if without != texts:
            coaching.rewrite(conn, note_id, *without)
    for thanks_id, words in thanks.colleagues_words(conn, report.id).items():
        if (left := forgetting.forgotten(words, customer)) != words:
            thanks.rewrite(conn, thanks_id, left)
    for point_id, words in huddle_points.words_about(conn, report.id).items():
        if (left := forgetting.forgotten(words, customer)) != words:
            huddle_points.rewrite(conn, point_id, left)


def _forget_in_obstacles(conn: Connection, report: Report, customer: KnownCustomer) -> None:
    found = obstacles.words_about(conn, report.id)
    for obstacle_id, texts in found.items():
        without = tuple(forgetting.forgotten(text, customer) for text in texts)
        if without != texts:
            obstacles.rewrite(conn, obstacle_id, *without)
    for turns in obstacles.turns_of(conn, found).values():
        for turn in turns:
            if (left := forgetting.forgotten(turn.words, customer)) != turn.words:
                obstacles.rewrite_turn(conn, turn.id, left)
