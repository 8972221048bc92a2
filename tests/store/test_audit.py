"""The audit log only ever grows."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.store import audit
from portal.store.engine import Store
from tests.store.rows import NOON, make_report


@pytest.mark.parametrize("change", ["UPDATE audit SET person = 'tom'", "DELETE FROM audit"])
def test_no_row_is_changed_or_taken_out(store: Store, change: str) -> None:
    with store.writing() as conn:
        audit.append(conn, NOON, "answered", "mira", make_report(conn), {"entry": 1})
    with pytest.raises(DBAPIError, match="append-only"), store.writing() as conn:
        conn.execute(text(change))
    with store.reading() as conn:
        (act,) = audit.latest(conn, 10)
    assert (act.person, act.act, act.facts) == ("mira", "answered", {"entry": 1})


def test_the_newest_rows_come_first_of_a_person_a_report_or_both(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        for person, of_report in (("mira", report_id), ("tom", report_id), ("mira", None)):
            audit.append(conn, NOON, f"{person} acted", person, of_report)
    with store.reading() as conn:
        assert [act.person for act in audit.latest(conn, 2)] == ["mira", "tom"]
        assert [act.reference is None for act in audit.latest(conn, 9, person="mira")] == [True, False]
        assert [act.person for act in audit.latest(conn, 9, report_id=report_id)] == ["tom", "mira"]
        assert len(audit.latest(conn, 9, person="mira", report_id=report_id)) == 1
