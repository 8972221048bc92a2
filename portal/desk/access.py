"""One person at one report: how they came in, and where they are. The views of a report know nothing else of it.

The signed link of a notice opens exactly one report for one person. Whoever is signed in may open every report of the
organisation: teams help each other, and leads answer for all of them.
"""

from contextlib import suppress
from dataclasses import dataclass

from flask import abort

from portal import paths
from portal.acts.audit import record_opening
from portal.acts.viewing import note_viewing
from portal.errors import StoreUnavailable
from portal.reports.references import find_reference
from portal.reports.report import Attachment, Report
from portal.store import reports
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.links import responders_report


@dataclass(frozen=True, slots=True)
class Access:
    """`person` is a key of team.yml. `address` is that of the report's page; its forms post to addresses below it."""

    report: Report
    person: str
    address: str
    by_link: bool

    def file_address(self, attachment: Attachment) -> str:
        return f"{self.address}/files/{attachment.id}"

    def note_opening(self) -> None:
        """A link may have been passed on, so the audit log keeps that it was used. Raises StoreUnavailable."""
        if self.by_link:
            record_opening(workplace(), self.report, self.person)

    def note_viewing(self) -> None:
        """The person has the report before them now. A page can be read all the same where that cannot be noted."""
        with suppress(StoreUnavailable):
            note_viewing(workplace(), self.report.id, self.person)


def access(token: str = "", reference: str = "") -> Access:
    """By the token of a signed link, or else by the reference for whoever is signed in.

    Aborts with 404, or 429 for somebody who guesses links. Raises ExpiredToken, StoreUnavailable.
    """
    if token:
        return Access(*responders_report(token), paths.desk_report(token), by_link=True)
    person = signed_in().person.key
    with workplace().store.reading() as conn:
        found = reports.report_by_reference(conn, find_reference(reference) or "")
    if found is None:
        abort(404)
    return Access(found, person, paths.desk_report_signed_in(found.reference), by_link=False)
