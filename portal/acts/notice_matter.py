"""All that a notice may speak of, read from the store when it is sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.languages.messages import _
from portal.promises.clocks import State
from portal.reports.efforts import concluded_id
from portal.reports.report import Attachment, Contact, ContactKind, Report
from portal.reports.timeline import Entry, Kind
from portal.store import attachments, clocks, contacts, reports, timeline
from portal.store.clocks import StoredClock
from portal.store.outbox import ClaimedNotice
from portal.team.roster import Roster


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a notice may speak of. `entry` is its cause, `received` the report's first entry; `effort` is the
    entry that began what the cause concludes. `team_name` is in the language that the recipient reads.
    """

    notice: ClaimedNotice
    report: Report
    contact: Contact
    entry: Entry | None
    received: Entry | None
    effort: Entry | None
    clocks: list[StoredClock]
    files: list[Attachment]
    roster: Roster
    team_name: str

    @property
    def to_old_address(self) -> bool:
        """Whether it goes to the address that the customer has just replaced."""
        return bool(self.notice.facts.get("to_old_address"))

    @property
    def words(self) -> str:
        """What the customer wrote: in the entry itself, else in the report's first."""
        for entry in (self.entry, self.received):
            if entry is not None:
                for field in ("words", "what_happened"):
                    if field in entry.texts:
                        return entry.texts[field]
        return ""

    def text(self, field: str) -> str:
        return self.entry.texts.get(field, "") if self.entry else ""

    @property
    def author(self) -> str:
        """The display name of who wrote the entry; empty for the customer and the system."""
        key = self.entry.author.key if self.entry else None
        return self.person(key)

    def person(self, key: object) -> str:
        found = self.roster.people.get(str(key)) if key else None
        return found.name if found else ""

    @property
    def team(self) -> str:
        return self.team_name or _("our team")

    def answer_by(self, *indicators: str) -> datetime | None:
        """The earliest due time of the running promises of these kinds."""
        running = (
            clock.due_at for clock in self.clocks if clock.indicator in indicators and clock.state == State.RUNNING
        )
        return min(running, default=None)

    @property
    def attachments_of_entry(self) -> int:
        return sum(file.entry_id == (self.entry.id if self.entry else None) for file in self.files)


def matter_of(conn: Connection, workplace: Workplace, notice: ClaimedNotice) -> Matter:
    """Raises PermanentFailure when the report is no longer kept."""
    report = reports.report_by_id(conn, notice.report_id) if notice.report_id else None
    if report is None:
        raise PermanentFailure("The report that this notice is about is no longer kept.")
    entries = timeline.entries(conn, report.id)
    entry = next((each for each in entries if each.id == notice.entry_id), None)
    concluded = concluded_id(entry) if entry is not None and entry.kind is Kind.CONCLUDED else None
    return Matter(
        notice=notice,
        report=report,
        contact=contacts.contact_of(conn, report.id) or Contact(ContactKind.NONE),
        entry=entry,
        received=next((each for each in entries if each.kind is Kind.RECEIVED), None),
        effort=next((each for each in entries if concluded is not None and each.id == concluded), None),
        clocks=clocks.clocks_of(conn, report.id),
        files=attachments.attachments_of(conn, report.id),
        roster=workplace.roster(),
        team_name=workplace.team_name(report.team),
    )
