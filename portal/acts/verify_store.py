"""Whether reports, timelines, clocks, outbox and attachments still fit each other. DESIGN §5 "Pure", §8.

Each transaction writes them together, so a disagreement means that something outside of Forthright has changed a row,
that a disk has lost one, or that we have a fault. Only looks; `portal recompute --repair` mends clocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.acts.recompute import REPORTS_A_BATCH, recompute
from portal.acts.recompute_team import recompute_team
from portal.acts.workplace import Workplace
from portal.reports.timeline_faults import timeline_faults
from portal.store import attachments, broken_rows, reports, sqlite, timeline
from portal.store.broken_rows import Rule

_REPAIR = "Run `portal recompute --repair`."
_BACKUP = "Compare it with a backup; its timeline is what happened, and whoever reads both can put the other right."
_RESTORE = "Stop Forthright and restore the database from a backup."
_FROM_BACKUP = "Put the file back from a backup of the attachments folder."
_ASK = "No act of ours leaves this behind: keep a backup as it is now, and tell the makers of Forthright."
_SEND = "Read on the report's page what it was about, and tell them by another way."

_SAID = {
    Rule.SENT_WITHOUT_INSTANT: ("notice {} is marked as sent without an instant, or has one without being sent", _ASK),
    Rule.HELD_THOUGH_DONE: ("notice {} is done, and somebody still holds it", _ASK),
    Rule.LEFT_BEHIND: ("notice {} was to go with a mail that is done, and was not sent", _SEND),
    Rule.GATHERED_WRONGLY: ("notice {} was to go with a mail that it does not belong to", _ASK),
    Rule.OF_ANOTHER_REPORT: ("notice {} is about an entry of another report", _ASK),
    Rule.FAILED_UNTOLD: ("notice {} was given up, and the timeline does not say so", _SEND),
    Rule.MISSED_UNTOLD: ("the promise {} was missed, and the customer was not told", _REPAIR),
    Rule.WORDS_MISSING: ("the customer's words are missing, and nobody erased them", _RESTORE),
    Rule.FILE_OF_ANOTHER_REPORT: ("attachment {} came with an entry of another report", _ASK),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit: `about` is a reference, `team` or `database`; `remedy` is a sentence for the operator."""

    about: str
    what: str
    remedy: str


@dataclass(slots=True)
class Looked:
    """How much was looked at, so far."""

    reports: int = 0
    clocks: int = 0
    notices: int = 0
    attachments: int = 0


def verify_store(workplace: Workplace, looked: Looked) -> Iterator[Finding]:
    """Everything that does not fit, as it is found; counts into `looked`. People may work meanwhile.

    Memory does not grow with the reports. Raises StoreError where a promise that was made is missing, and
    StoreUnavailable.
    """
    yield from _file_faults(workplace)
    yield from _timelines(workplace, looked)
    yield from _clocks(workplace, looked)
    with workplace.store.reading() as conn:
        _, looked.notices = broken_rows.counted(conn)
        for broken in broken_rows.broken_rows(conn):
            what, remedy = _SAID[broken.rule]
            yield Finding(broken.reference or "outbox", what.format(broken.row), remedy)
    yield from _attachments(workplace, looked)


def _file_faults(workplace: Workplace) -> Iterator[Finding]:
    if workplace.store.is_sqlite:
        with workplace.store.reading() as conn:
            yield from (Finding("database", each, _RESTORE) for each in sqlite.damage(conn))


def _timelines(workplace: Workplace, looked: Looked) -> Iterator[Finding]:
    after = 0
    while True:
        with workplace.store.reading() as conn:
            batch = reports.reports_after(conn, after, REPORTS_A_BATCH)
            entries = timeline.entries_without_texts(conn, [report.id for report in batch])
        if not batch:
            return
        after = batch[-1].id
        looked.reports += len(batch)
        for report in batch:
            for fault in timeline_faults(report, entries.get(report.id, [])):
                yield Finding(report.reference, fault, _BACKUP)


def _clocks(workplace: Workplace, looked: Looked) -> Iterator[Finding]:
    for batches in (recompute(workplace), recompute_team(workplace)):
        for batch in batches:
            looked.clocks += batch.clocks
            for each in batch.differences:
                what = f"{each.commitment} {each.field} is {each.stored}, worked out {each.worked_out}"
                yield Finding(each.reference, what, _REPAIR)


def _attachments(workplace: Workplace, looked: Looked) -> Iterator[Finding]:
    folder = workplace.settings.attachments_dir
    with workplace.store.reading() as conn:
        stored = attachments.sizes(conn)
    looked.attachments = len(stored)
    faults = {
        file_id: (reference, said)
        for reference, file_id, size_bytes in stored
        if (said := _said_of(folder / file_id, size_bytes))
    }
    if faults:
        with workplace.store.reading() as conn:
            kept = attachments.known_ids(conn, faults)  # an erasure may have taken it away meanwhile
        for file_id, (reference, said) in faults.items():
            if file_id in kept:
                yield Finding(reference, f"attachment {file_id} {said}", _FROM_BACKUP)


def _said_of(file: Path, size_bytes: int) -> str:
    try:
        found = file.stat().st_size
    except FileNotFoundError:
        return "is not on the disk"
    except OSError as error:
        return f"cannot be looked at: {error.strerror}"
    return "" if found == size_bytes else f"has {found} bytes on the disk, and came with {size_bytes}"
