"""A database with very many reports, in minutes: those it has are copied by PostgreSQL itself, under new numbers.

A copy has its own reference and address; its times, its texts and the words it is found by are those of the report it
was copied from.
"""

from sqlalchemy import Connection, text

from bench.bulk import ENTRIES_A_REPORT, reference
from portal.acts.workplace import Workplace
from portal.store.tables import clocks, contacts, reports, texts, timeline

_COPIED = {
    reports: {
        "id": "id + :reports",
        "reference": "(SELECT reference FROM numbered WHERE number = id + :reports)",
        "submission_key": "'bench ' || (id + :reports)",
    },
    contacts: {
        "report_id": "report_id + :reports",
        "address": "'sam.' || (report_id + :reports) || '@example.org'",
    },
    timeline: {"id": "id + :entries", "report_id": "report_id + :reports"},
    texts: {"entry_id": "entry_id + :entries"},
    clocks: {"report_id": "report_id + :reports"},
}


def multiply_reports(workplace: Workplace, written: int, times: int) -> None:
    """Have `times` as many reports as the `written` ones, which `write_reports` left. PostgreSQL only."""
    for copy in range(1, times):
        with workplace.store.writing() as conn:
            _number(conn, range(written * copy + 1, written * (copy + 1) + 1))
            _copy(conn, written, written * copy)
    with workplace.store.writing() as conn:
        for table in (reports, timeline):
            last = f"SELECT max(id) FROM {table.name}"
            conn.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), ({last}))"))
        # What PostgreSQL does by itself within minutes.
        conn.execute(text("ANALYZE"))


def _number(conn: Connection, numbers: range) -> None:
    conn.execute(text("CREATE TEMPORARY TABLE numbered (number bigint PRIMARY KEY, reference text) ON COMMIT DROP"))
    rows = [{"number": number, "reference": reference(number)} for number in numbers]
    conn.execute(text("INSERT INTO numbered VALUES (:number, :reference)"), rows)


def _copy(conn: Connection, written: int, further: int) -> None:
    moved = {"reports": further, "entries": further * ENTRIES_A_REPORT}
    for table, changed in _COPIED.items():
        names = [column.name for column in table.columns]
        values = ", ".join(changed.get(name, name) for name in names)
        key = "id" if table is reports else "report_id"
        those = f"entry_id < {(written + 1) * ENTRIES_A_REPORT}" if table is texts else f"{key} <= {written}"
        conn.execute(
            text(f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {values} FROM {table.name} WHERE {those}"),
            moved,
        )
    words = "INSERT INTO report_search SELECT report_id + :reports, words FROM report_search"
    conn.execute(text(f"{words} WHERE report_id <= {written}"), moved)
