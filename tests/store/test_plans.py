"""What is asked often is answered from an index, however much is stored."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, event, insert, select, text

from portal.store import counted, declined, handing_on, hard_reports, outbox, reports, tracking_state
from portal.store.cause_tables import causes, report_causes
from portal.store.engine import Store
from portal.store.tables import notices, timeline
from portal.store.tables import reports as reports_table
from tests.store.rows import NOON, make_report

PLANS: dict[str, tuple[Executable, dict[str, Any], str]] = {
    "the outbox's claim": (
        outbox._CANDIDATES,
        {"now": NOON, "far": NOON + timedelta(hours=1), "limit": 20},
        "ix_notices_state_due_at",
    ),
    "a responder's open reports": (reports._OPEN_OF_OWNER, {"owner": "mira"}, "ix_reports_"),
    "the load of each responder": (reports._OPEN_LOADS, {}, "ix_reports_"),
    "the reports that wait for their customers": (reports._WAITING, {}, "ix_reports_waiting_"),
    "what was declined lately": (declined._DECLINED, {"since": NOON, "limit": 20}, "ix_reports_declined"),
    "how many reports are open": (counted._OPEN, {}, "ix_reports_open_load"),
    "who has open reports": (handing_on._OWNERS, {}, "ix_reports_open_load"),
    "a report by its reference": (reports._BY_REFERENCE, {"reference": "R7K4-M2PX"}, "reference"),
    "what a tracking page hangs on": (tracking_state._STATE, {"report_id": 1}, "ix_timeline_report_id"),
    "what everybody has open": (hard_reports._OPEN_BY_SEVERITY, {}, "ix_reports_open_load"),
    "a report by its submission": (reports._BY_SUBMISSION_KEY, {"submission_key": "key"}, "submission_key"),
}


@pytest.fixture
def busy_store(store: Store) -> Store:
    """Six thousand reports, nearly all closed, half of a cause; as many entries; as many notices, nearly all sent."""
    with store.writing() as conn:
        make_report(conn)
        conn.execute(insert(reports_table), [_report(number) for number in range(6_000)])
        conn.execute(insert(notices), [_notice(number) for number in range(6_000)])
        ids = list(conn.execute(select(reports_table.c.id)).scalars())
        conn.execute(insert(timeline), [_entry(report_id) for report_id in ids])
        conn.execute(insert(causes), [_cause(number) for number in range(1, 3_001)])
        pairs = zip(ids, range(1, 3_001), strict=False)
        conn.execute(insert(report_causes), [{"report_id": report, "cause_id": cause} for report, cause in pairs])
    with store.writing() as conn:
        conn.execute(text("ANALYZE"))
    return store


def test_frequent_questions_are_answered_from_an_index(busy_store: Store) -> None:
    # The claim locks what it finds, so it is not for a reader.
    with busy_store.writing() as conn:
        for name, (statement, values, index) in PLANS.items():
            plan = explain(conn, statement, values)
            assert index in plan, f"{name}: {plan}"
            unaided = [
                line for line in plan.splitlines() if "Seq Scan" in line or ("SCAN " in line and "USING" not in line)
            ]
            assert unaided == [], name


def explain(conn: Connection, statement: Executable, values: dict[str, Any]) -> str:
    """Runs the statement, then asks for the plan of what the driver was given."""
    sent: list[tuple[str, Any]] = []

    def keep(_conn: object, _cursor: object, sql: str, parameters: Any, *_: object) -> None:
        sent.append((sql, parameters))

    event.listen(conn, "before_cursor_execute", keep)
    conn.execute(statement, values).all()
    event.remove(conn, "before_cursor_execute", keep)
    (sql, parameters) = sent[0]
    prefix = "EXPLAIN QUERY PLAN" if conn.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(row[-1]) for row in conn.exec_driver_sql(f"{prefix} {sql}", parameters))


def _report(number: int) -> dict[str, Any]:
    is_open = number % 100 == 0
    return {
        "reference": f"N{number}",
        "submission_key": f"n{number}",
        "topic": "outage",
        "severity": "severe",
        "status": "open" if is_open else "resolved",
        "team": f"team{number % 7}",
        "owner": f"person{number % 31}",
        "received_at": NOON + timedelta(seconds=number),
        "release_hash": "r1",
        "closed_at": None if is_open else NOON,
    }


def _notice(number: int) -> dict[str, Any]:
    return {
        "key": f"n{number}",
        "message": "assigned",
        "recipient_kind": "responder",
        "recipient": "mira",
        "facts": {},
        "message_id": f"<{number}@example.org>",
        "created_at": NOON,
        "due_at": NOON + timedelta(seconds=number),
        "state": "queued" if number % 100 == 0 else "sent",
    }


def _entry(report_id: int) -> dict[str, Any]:
    return {"report_id": report_id, "at": NOON, "kind": "noted", "public": False, "author_kind": "system", "facts": {}}


def _cause(number: int) -> dict[str, Any]:
    said = {"title": "A mast", "sentence": "It is down.", "topic": "outage", "opened_by": "mira"}
    return {"id": number, **said, "created_at": NOON, "updated_at": NOON}
