"""Rows that the tests of the store begin with."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection

from portal.store.outbox import NewNotice, queue
from portal.store.releases import record_release
from portal.store.reports import NewReport, insert_report

NOON = datetime(2026, 11, 23, 12, 0, 0, 123_456, tzinfo=UTC)

_numbers = count(1)


def new_report(**changes: Any) -> NewReport:
    """A report that nobody has sent before."""
    new = NewReport(f"filling {next(_numbers)}", "outage", "severe", "lines", "mira", NOON, "r1")
    return replace(new, **changes)


def make_report(conn: Connection, **changes: Any) -> int:
    """An open report under a release of its own; gives its id."""
    record_release(conn, "r1", built_at=NOON, recorded_at=NOON, body="{}", commitments=[("c1", "answer", "{}")])
    report = insert_report(conn, new_report(**changes))
    assert report is not None
    return report.id


def make_notice(conn: Connection, key: str, created_at: datetime = NOON) -> None:
    """A notice to a responder, due when it was made."""
    queue(conn, new_notice(key, created_at=created_at))


def new_notice(key: str, **changes: Any) -> NewNotice:
    """A notice to a responder."""
    return replace(NewNotice(key, "assigned", "responder", f"<{key}@example.org>", NOON, recipient="mira"), **changes)
