"""Words for all reports of a cause, made each customer's own by placeholders: `{{customer_name}}`, `{{reference}}` …"""

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.script_filling import passages
from portal.promises.spoken import spoken_time
from portal.reports.causes import Cause
from portal.reports.report import Report
from portal.store import contacts

PLACEHOLDERS = ("customer_name", "reference", "responder_name", "organisation", "next_word")

_PLACEHOLDER = re.compile(r"( ?)\{\{\s*([^{}\n]*?)\s*\}\}")


def require_fillable(words: str) -> None:
    """Raises MoveRefused for a placeholder that nobody knows, and for a passage that is still to be written."""
    unwritten = passages(words)
    if unwritten:
        raise MoveRefused(f"Write this passage in your own words first: “{unwritten[0]}”.")
    for _, name in _PLACEHOLDER.findall(words):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{{{each}}}}}" for each in PLACEHOLDERS)
            raise MoveRefused(f"{{{{{name}}}}} cannot be filled in. There are {known}.")


def filled_for(words: str, values: Mapping[str, str]) -> str:
    """What is not known of this report is left out with the space before it: “Hello {{customer_name}},” is “Hello,”."""

    def fill(found: re.Match[str]) -> str:
        value = values.get(found[2], "")
        return f"{found[1]}{value}" if value else ""

    return _PLACEHOLDER.sub(fill, words).strip()


def values_for(conn: Connection, workplace: Workplace, report: Report, cause: Cause, person: str) -> Mapping[str, str]:
    """What the placeholders stand for on one report."""
    contact = contacts.contact_of(conn, report.id)
    site, now = workplace.library.site, workplace.now()
    writer = workplace.roster().people.get(person)
    return {
        "customer_name": contact.name if contact else "",
        "reference": report.reference,
        "responder_name": writer.name if writer else "",
        "organisation": site.organisation,
        "next_word": spoken_time(cause.due_at, now, site.time_zone) if cause.due_at and cause.due_at > now else "",
    }
