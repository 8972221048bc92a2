"""A mail that becomes a report of its own: because a person on the desk says so, or because it comes too late.

A message after the window in which it would reopen its report opens a new one that goes on from it. DESIGN §5.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.acts.answering import Moment
from portal.acts.mail_notes import add_note
from portal.acts.submit import Submission, file_report
from portal.acts.take_mail_files import Taken
from portal.acts.workplace import Workplace
from portal.reports.incoming_mail import IncomingMail
from portal.reports.report import Contact, ContactKind, Report
from portal.store import contacts, report_links

NO_WORDS = "(The mail holds nothing but what is attached.)"


def file_mail(
    conn: Connection,
    workplace: Workplace,
    mail_id: int,
    mail: IncomingMail,
    files: Taken,
    now: datetime,
    *,
    topic: str,
    severity: str,
    contact: Contact,
    language: str | None = None,
) -> Report:
    """The mail as a report received when it arrived, with the promises in force now; clocks as for any, and the owner
    as of one that comes at `now`.

    Nobody has said which language its writer reads, so it is the site's first, unless `language` goes on from before.
    """
    library = workplace.library
    submission = Submission(
        filling=f"mail {mail.digest}",
        topic=topic if topic in library.public.topics else library.catch_all.slug,
        severity=severity if library.site.severity(severity) else library.site.severities[0].key,
        what_happened=mail.words or NO_WORDS,
        contact=contact,
        shown_release=workplace.release.hash,
        attachments=files.attachments,
        language=language,
    )
    facts = {"mail": mail_id}
    return file_report(conn, workplace, submission, workplace.release, now, facts, arrived_at=mail.arrived_at)


def file_linked_report(workplace: Workplace, moment: Moment, mail_id: int, mail: IncomingMail, files: Taken) -> Report:
    """A report that goes on from that of `moment`, with its topic, severity and contact."""
    old = moment.report
    contact = contacts.contact_of(moment.conn, old.id) or Contact(ContactKind.MAIL, mail.sender)
    new = file_mail(
        moment.conn,
        workplace,
        mail_id,
        mail,
        files,
        moment.now,
        topic=old.topic,
        severity=old.severity,
        contact=contact,
        language=old.language,
    )
    report_links.link_reports(moment.conn, new.id, old.id)
    said = f"It goes on from {old.reference}, which was closed too long ago to be opened again."
    on_new = replace(moment, report=new, now=max(moment.now, mail.arrived_at))
    add_note(workplace, on_new, mail_id, "continues", "\n".join(filter(None, (said, files.refused))))
    add_note(workplace, moment, mail_id, "continues", f"The customer wrote again; it goes on as {new.reference}.")
    return new
