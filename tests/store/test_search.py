"""Reports are found by what stands in them now, on both databases alike, and by nothing that was erased."""

import re

import pytest
from sqlalchemy import text

from portal.reports.report import Contact, ContactKind
from portal.reports.search_words import Sought, read_sought
from portal.reports.timeline import CUSTOMER, AuthorKind, Entry, Kind, responder
from portal.store import contacts, search, timeline
from portal.store.engine import Store
from portal.store.reports import insert_report
from portal.store.search_index import index_report
from tests.rules.sources import modules
from tests.store.rows import NOON, make_report, new_report

ADA = Contact(ContactKind.MAIL, "ada.byron@example.org", "Ada Byron")


def sent(store: Store, reference: str, words: str, contact: Contact = ADA) -> int:
    with store.writing() as conn:
        make_report(conn)
        report = insert_report(conn, new_report(), lambda: reference)
        assert report is not None
        report_id = report.id
        contacts.save_contact(conn, report_id, contact)
        entry = Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True, texts={"what_happened": words})
        timeline.append(conn, report_id, entry)
    return report_id


def found(store: Store, typed: str) -> list[int]:
    sought = read_sought(typed)
    with store.reading() as conn:
        return search.find_reports(conn, sought, limit=10) if sought else []


def test_a_report_is_found_by_all_that_was_written_on_it(store: Store) -> None:
    first, second = sent(store, "R7K4-M2PX", "The tap is dry."), sent(store, "A2B3-C4DE", "The Café has no light.")
    with store.writing() as conn:
        note = Entry(NOON, Kind.NOTED, responder("mira"), public=False, texts={"must_know": "The joint is Ünlü’s."})
        timeline.append(conn, first, note)
    for typed, expected in {
        "tap": [first],
        "the": [second, first],
        "CAFE": [second],
        "unlu joi": [first],
        "tap joint byron": [first],
        "ada.byron@exam": [second, first],
        "r7k4": [first],
        "r7k4m2": [first],
        "tap light": [],
        "ta is": [],
    }.items():
        assert found(store, typed) == expected, typed


TYPED = (
    *('"', "'", "tap'", 'tap" OR "x', "tap*", "tap AND", "NEAR(tap, 2)", "-tap", "words:tap", "^tap", "tap & !"),
    *("<-> tap", "🙂 tap", "tap" + " x" * 5_000, "(" * 10_000, "x" * 10_000, "\\", "%", "tap;--", "\0tap", "\ud800"),
)


def test_whatever_is_typed_is_words_and_no_syntax(store: Store) -> None:
    report_id = sent(store, "R7K4-M2PX", "The tap is dry.")
    answers = {typed: found(store, typed) for typed in TYPED}
    assert [typed for typed, answer in answers.items() if answer not in ([], [report_id])] == []
    assert answers["tap*"] == answers["^tap"] == answers["-tap"] == answers["🙂 tap"] == answers["\0tap"] == [report_id]


def test_what_is_erased_is_found_no_more(store: Store) -> None:
    kept, erased = sent(store, "R7K4-M2PX", "The tap is dry."), sent(store, "A2B3-C4DE", "The tap is dry.")
    with store.writing() as conn:
        timeline.erase_texts(conn, erased)
        contacts.erase_contact(conn, erased)
    for typed in ("tap", "dry", "ada", "byron", "example.org", "ta", "ad"):
        assert found(store, typed) == [kept], typed
    assert found(store, "a2b3") == [erased]


def test_a_corrected_address_takes_the_place_of_the_old_one(store: Store) -> None:
    report_id = sent(store, "R7K4-M2PX", "The tap is dry.")
    with store.writing() as conn:
        contacts.save_contact(conn, report_id, Contact(ContactKind.PHONE, "01632 960 001"))
    assert (found(store, "byron"), found(store, "01632960001"), found(store, "01632 960")) == (
        [],
        [report_id],
        [report_id],
    )


def test_what_is_not_committed_is_not_found(store: Store) -> None:
    def begin_and_fail() -> None:
        with store.writing() as conn:
            entry = Entry(NOON, Kind.RECEIVED, CUSTOMER, public=True, texts={"what_happened": "A dry tap"})
            timeline.append(conn, make_report(conn), entry)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_and_fail()
    assert found(store, "tap") == []


def test_the_newest_come_first_and_the_next_page_goes_on_from_there(store: Store) -> None:
    made = [sent(store, f"A2B3-C4D{letter}", "The tap is dry.") for letter in "ABCDE"]
    sought = Sought(("tap",))
    with store.reading() as conn:
        first = search.find_reports(conn, sought, limit=3)
        rest = search.find_reports(conn, sought, limit=3, before=first[-1])
    assert first + rest == made[::-1]


def test_a_report_with_more_words_than_the_database_takes_is_written_all_the_same(store: Store) -> None:
    report_id = sent(store, "R7K4-M2PX", "The tap is dry.")
    with store.writing() as conn:
        for part in range(12):
            words = " ".join(f"w{part}x{number:06}" for number in range(9_000))
            timeline.append(
                conn, report_id, Entry(NOON, Kind.CUSTOMER_WROTE, CUSTOMER, public=True, texts={"m": words})
            )
    assert found(store, "tap w0x000001") == [report_id]


def test_what_was_written_comes_with_who_wrote_it_and_for_whom(store: Store) -> None:
    report_id = sent(store, "R7K4-M2PX", "The tap is dry.")
    with store.writing() as conn:
        note = Entry(NOON, Kind.NOTED, responder("mira"), public=False, texts={"why": "My day ends."})
        timeline.append(conn, report_id, note)
    with store.reading() as conn:
        written = search.written_on(conn, [report_id])[report_id]
    assert [(each.author_kind, each.public, each.body) for each in written] == [
        (AuthorKind.CUSTOMER, True, "The tap is dry."),
        (AuthorKind.RESPONDER, False, "My day ends."),
    ]


def test_the_index_made_anew_is_the_one_that_was_kept(store: Store) -> None:
    report_id = sent(store, "R7K4-M2PX", "The tap is dry.")
    with store.writing() as conn:
        before = conn.execute(text("SELECT words FROM report_search")).all()
        index_report(conn, report_id)
        assert conn.execute(text("SELECT words FROM report_search")).all() == before


def test_nothing_writes_texts_or_contacts_but_what_keeps_the_index() -> None:
    writes = re.compile(r"\b(?:insert|update|delete|insert_into)\((?:conn, )?(?:texts|contacts)\b")
    writers = {file.name for file in modules("store") if writes.search(file.read_text("utf-8"))}
    assert writers == {"timeline.py", "contacts.py"}
