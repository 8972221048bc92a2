"""What has been kept for long enough goes, by the settings; where they say nothing, nothing goes. DESIGN §8.

A report keeps what happened and when, without a word of it, so every figure stays as it was.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portal.acts.erase import erase
from portal.acts.faults import faults_logged
from portal.acts.workplace import Workplace
from portal.reports.timeline import SYSTEM
from portal.store import inbound_mails, kept_long

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Due:
    """How many of a kind are due to go; `before` is the instant (UTC), None where that kind is kept for good."""

    reports: int
    reports_before: datetime | None
    originals: int
    originals_before: datetime | None


def due_to_go(workplace: Workplace) -> Due:
    """Only looks. Raises StoreUnavailable."""
    of_reports = _before(workplace, workplace.settings.keep_closed_days)
    of_originals = _before(workplace, workplace.settings.keep_originals_days)
    count = 0
    if of_reports is not None:
        with workplace.store.reading() as conn:
            count = kept_long.count_closed_before(conn, of_reports)
    originals = len(_originals(workplace, of_originals))
    return Due(count, of_reports, originals, of_originals)


def let_go(workplace: Workplace, most: int = MOST_AT_ONCE) -> tuple[int, int]:
    """Erase what is due, at most so many reports; gives how many reports, and how many originals of mails.

    Each report is a transaction of its own, so an interruption leaves the rest to the next time. One at fault is logged
    and keeps no other back. Raises StoreUnavailable.
    """
    before = _before(workplace, workplace.settings.keep_closed_days)
    due: list[int] = []
    if before is not None:
        with workplace.store.reading() as conn:
            due = kept_long.closed_before(conn, before, most)
    erased = 0
    for report_id in due:
        with faults_logged(logger, "the words of report %s could not all be erased", report_id):
            erase(workplace, report_id, by=SYSTEM)
            erased += 1
    originals = _originals(workplace, _before(workplace, workplace.settings.keep_originals_days))
    for file in originals:
        file.unlink(missing_ok=True)
    return erased, len(originals)


def _before(workplace: Workplace, days: int) -> datetime | None:
    return workplace.now() - timedelta(days=days) if days else None


def _originals(workplace: Workplace, before: datetime | None) -> list[Path]:
    """Of mails that were placed. What waits to be placed is never among them, nor what waits in the tray: it lies in
    the same folder, and whoever takes it out needs the whole of it.
    """
    if before is None:
        return []
    old = []
    for file in (workplace.settings.inbound_dir / "kept").glob("*.eml"):
        with suppress(FileNotFoundError):  # erased meanwhile
            if file.stat().st_mtime < before.timestamp():
                old.append(file)
    with workplace.store.reading() as conn:
        waits = inbound_mails.files_in_tray(conn)
    return [file for file in old if file.name not in waits]
