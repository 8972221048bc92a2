"""Drafts are one for each person and form, and nobody's but theirs."""

from datetime import timedelta

from portal.store.drafts import (
    Draft,
    being_written,
    discard_before,
    discard_draft,
    discard_filling,
    drafts_of,
    erase,
    save_draft,
)
from portal.store.engine import Store
from tests.store.rows import NOON, make_report

LATER = NOON + timedelta(minutes=5)
FIRST = Draft("filling one", {"words": "I di", "script": ""}, NOON)
SECOND = Draft("filling one", {"words": "I dig. \U0001f6b0\0", "script": ""}, LATER)


def test_what_is_kept_last_takes_the_place_of_what_was_kept_before(store: Store) -> None:
    with store.writing() as conn:
        report_id = make_report(conn)
        save_draft(conn, report_id, "mira", "answer", FIRST)
        save_draft(conn, report_id, "mira", "answer", SECOND)
        save_draft(conn, report_id, "mira", "resolve", FIRST)
    with store.reading() as conn:
        assert drafts_of(conn, report_id, "mira") == {"answer": SECOND, "resolve": FIRST}


def test_nobody_sees_anothers_drafts_but_only_that_they_write(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        save_draft(conn, report_id, "mira", "resolve", FIRST)
        save_draft(conn, report_id, "mira", "answer", SECOND)
        save_draft(conn, other, "tom", "answer", SECOND)
    with store.reading() as conn:
        assert drafts_of(conn, report_id, "tom") == {}
        assert being_written(conn, report_id, NOON - timedelta(minutes=1)) == {"mira": "answer"}
        assert being_written(conn, report_id, LATER) == {}


def test_a_draft_goes_alone_by_its_form_by_its_filling_by_age_and_all_go_with_the_reports_words(store: Store) -> None:
    with store.writing() as conn:
        report_id, other = make_report(conn), make_report(conn)
        for person in ("mira", "tom", "ruth"):
            save_draft(conn, report_id, person, "answer", Draft(f"of {person}", {"words": "x"}, LATER))
            save_draft(conn, other, person, "answer", Draft(f"of {person}", {"words": "x"}, LATER))
        save_draft(conn, report_id, "mira", "resolve", Draft("another", {"words": "x"}, NOON))
        discard_draft(conn, report_id, "tom", "answer")
        discard_filling(conn, report_id, "of ruth")
        assert discard_before(conn, LATER) == 1
    with store.writing() as conn:
        assert [list(drafts_of(conn, report_id, person)) for person in ("mira", "tom", "ruth")] == [["answer"], [], []]
        erase(conn, report_id)
        assert drafts_of(conn, report_id, "mira") == {}
        assert all(drafts_of(conn, other, person) for person in ("mira", "tom", "ruth"))
