"""A database from before the search finds its old reports after the upgrade, and knows when each is due."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text

from portal.settings import Settings
from portal.store import clocks, schema
from portal.store.engine import Store
from portal.store.releases import record_release
from portal.store.search_index import index_report
from portal.store.tables import clocks as clocks_table
from portal.store.tables import contacts, reports, texts, timeline
from tests.store.rows import NOON

WORDS = "The Café’s tap (Straße 7) drips.\nRing 01632 960-001, or 漢字 🙂 " + "x" * 90


def test_an_upgrade_finds_what_was_there_before(
    empty_settings: Settings, opened: Callable[[Settings], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "before"
    shutil.copytree(schema.MIGRATIONS, before, ignore=shutil.ignore_patterns("r000[3-9]*", "r00[1-9]*", "__pycache__"))
    store = opened(empty_settings)
    with monkeypatch.context() as patched:
        patched.setattr("portal.store.schema.MIGRATIONS", before)
        schema.upgrade(store)
        with store.writing() as conn:
            record_release(conn, "r1", built_at=NOON, recorded_at=NOON, body="{}", commitments=[("c1", "answer", "{}")])
            report_ids = [_old_report(conn, number) for number in range(3)]
    steps = schema.upgrade(store)
    assert steps[0].startswith("0003 ")
    with store.writing() as conn:
        assert clocks.next_due_of(conn, report_ids) == dict.fromkeys(report_ids, (NOON, NOON))
        migrated = _index(conn)
        for report_id in report_ids:
            index_report(conn, report_id)
        # The migration has its own spelling of words, which must be the program's.
        assert _index(conn) == migrated
    assert len(migrated) == len(report_ids)


def _index(conn: Connection) -> list[Any]:
    return sorted(map(str, conn.execute(text("SELECT words FROM report_search"))))


def _old_report(conn: Connection, number: int) -> int:
    report_id = number + 1
    told = {"reference": f"R7K4-M2P{number}", "submission_key": str(number), "release_hash": "r1", "received_at": NOON}
    where = {"topic": "outage", "severity": "severe", "status": "open", "team": "lines"}
    conn.execute(insert(reports), {"id": report_id, **told, **where})
    conn.execute(insert(contacts), {"report_id": report_id, "kind": "mail", "address": "ä@example.org", "name": "Ada"})
    who = {"author_kind": "customer", "public": True, "facts": {}}
    entry = {"id": report_id, "report_id": report_id, "at": NOON, "kind": "received", **who}
    conn.execute(insert(timeline), entry)
    said = {"entry_id": report_id, "field": "what_happened", "body": f"{WORDS} {number}"}
    conn.execute(insert(texts), said)
    clock = {"report_id": report_id, "commitment": "answer", "indicator": "first_response", "paused_s": 0}
    when = {"commitment_version": "c1", "state": "missed", "started_at": NOON - timedelta(hours=1), "due_at": NOON}
    conn.execute(insert(clocks_table), clock | when)
    return report_id
