"""Adding to a report's timeline: the entry is appended and every clock that hangs on it follows, in one transaction."""

import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection

from portal.acts.audit import record_act
from portal.acts.clocks import refresh_clocks
from portal.acts.team_clock_events import ENDS_A_QUESTION
from portal.acts.team_clock_states import refresh_lead_answers
from portal.acts.workplace import Workplace
from portal.reports.report import Attachment, Report
from portal.reports.timeline import Entry
from portal.store import attachments as stored_attachments
from portal.store import timeline

# Control characters, and halves of a surrogate pair, which no database takes.
_NOT_TEXT = ("Cc", "Cs")
# Embeddings, overrides and isolates reach past their own words and can turn a whole page around (UAX #9, 2.1 to 2.4).
# The marks that right-to-left text needs stay: U+200E, U+200F and U+061C.
_TURNS_THE_PAGE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def add_entry(
    conn: Connection, workplace: Workplace, report: Report, entry: Entry, attachments: Iterable[Attachment] = ()
) -> int:
    """Append `entry`, attach its files, bring the report's clocks up to date; gives the entry's id.

    What one of our people did stands in the audit log as well.
    """
    entry_id = timeline.append(conn, report.id, entry)
    if entry.author.is_staff and entry.author.key is not None:
        record_act(conn, entry.at, entry.kind.value, entry.author.key, report, {"entry": entry_id})
    for attachment in attachments:
        stored_attachments.attach(conn, report.id, entry_id, attachment)
    refresh_clocks(conn, workplace, report, entry.at)
    if entry.kind in ENDS_A_QUESTION:
        refresh_lead_answers(conn, report.id, entry.at)
    return entry_id


def tidy(text: str) -> str:
    """What somebody typed, without control characters, marks that turn other people's words around, and the spaces
    around it; line ends become `\\n`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.replace("\n", "").replace("\t", "").isprintable():
        return lines.strip()  # none of what is taken out is printable, by Python's tables
    return "".join(filter(_is_text, lines)).strip()


def _is_text(character: str) -> bool:
    if character in "\n\t":
        return True
    return character not in _TURNS_THE_PAGE and unicodedata.category(character) not in _NOT_TEXT
