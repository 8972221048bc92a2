"""Adding to a report's timeline: the entry is appended and every clock that hangs on it follows, in one transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection

from portal.acts.clocks import refresh_clocks
from portal.acts.workplace import Workplace
from portal.reports.report import Attachment, Report
from portal.reports.timeline import Entry
from portal.store import attachments as stored_attachments
from portal.store import timeline


def add_entry(
    conn: Connection, workplace: Workplace, report: Report, entry: Entry, attachments: Iterable[Attachment] = ()
) -> int:
    """Append `entry`, attach its files, bring the report's clocks up to date; gives the entry's id."""
    entry_id = timeline.append(conn, report.id, entry)
    for attachment in attachments:
        stored_attachments.attach(conn, report.id, entry_id, attachment)
    refresh_clocks(conn, workplace, report, entry.at)
    return entry_id


def tidy(text: str) -> str:
    """What somebody typed, without control characters and the spaces around it; line ends become `\\n`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127)).strip()
