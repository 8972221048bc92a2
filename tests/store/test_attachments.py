"""A file belongs to one report and is found through it."""

from portal.reports.report import Attachment
from portal.reports.timeline import CUSTOMER, Entry, Kind
from portal.store.attachments import attach, attachment, attachments_of, known_ids
from portal.store.engine import Store
from portal.store.timeline import append
from tests.store.rows import NOON, make_report

RECEIVED = Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True)


def test_files_are_found_by_their_report_alone(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        entry_id = append(conn, report_id, RECEIVED)
        for name in ("router.png", "bill.pdf"):
            attach(conn, report_id, entry_id, Attachment(name[:4], name, "image/png", 12_345))
    with store.reading() as conn:
        bill = Attachment("bill", "bill.pdf", "image/png", 12_345, entry_id)
        assert attachments_of(conn, report_id) == [
            bill,
            Attachment("rout", "router.png", "image/png", 12_345, entry_id),
        ]
        assert attachments_of(conn, other) == []
        assert attachment(conn, report_id, "bill") == bill
        assert attachment(conn, other, "bill") is None


def test_a_file_is_attached_to_a_report_once(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        entry_id = append(conn, report_id, RECEIVED)
        attach(conn, report_id, entry_id, Attachment("a", "a.png", "image/png", 1))
        attach(conn, report_id, entry_id, Attachment("a", "b.png", "image/png", 1))
        assert [file.name for file in attachments_of(conn, report_id)] == ["a.png"]


def test_one_staged_file_may_come_with_two_reports(store: Store) -> None:
    with store.writing() as conn:
        for report_id in (make_report(conn), make_report(conn)):
            attach(conn, report_id, append(conn, report_id, RECEIVED), Attachment("a", "a.png", "image/png", 1))
            assert [file.id for file in attachments_of(conn, report_id)] == ["a"]
        assert known_ids(conn, ["a"]) == {"a"}


def test_known_ids_are_told_from_any_number_of_unknown_ones(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        entry_id = append(conn, report_id, RECEIVED)
        attach(conn, report_id, entry_id, Attachment("a", "a.png", "image/png", 1))
    with store.reading() as conn:
        assert known_ids(conn, [*(str(n) for n in range(70_000)), "a"]) == {"a"}
        assert known_ids(conn, []) == set()
