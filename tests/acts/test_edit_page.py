"""Drafts of pages are begun, saved and published by editors alone, and a proposed page waits for a lead."""

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from portal.acts.ask_to_publish import ask_to_publish
from portal.acts.decide_draft import decide_draft
from portal.acts.edit_page import (
    begin_draft,
    begin_from_now,
    comment_on_draft,
    own_draft,
    page_now,
    save_draft,
    throw_away_draft,
)
from portal.acts.erase import erase
from portal.acts.make_exception import Wanted, make_exception
from portal.acts.workplace import Workplace
from portal.errors import EditorsOnly, EditRefused, SavedElsewhere
from portal.reports.report import Contact, ContactKind
from portal.settings import Settings
from portal.store import content_drafts, content_publications, page_drafts
from portal.store.content_drafts import ContentDraft
from portal.store.engine import Store
from tests.workplaces import Clock, filling, reported, rows, workplace_on, write_content

REFUNDS = "content/public/policies/refunds.md"


@pytest.fixture
def here(workplace: Workplace) -> Workplace:
    write_content(workplace.settings.site_dir)
    return workplace


def draft_of(here: Workplace, draft_id: int) -> ContentDraft:
    with here.store.reading() as conn:
        found = content_drafts.draft_by_id(conn, draft_id)
    assert found is not None
    return found


def test_only_editors_begin_and_publish(here: Workplace) -> None:
    for person in ("tom", "ruth", "nobody"):
        with pytest.raises(EditorsOnly):
            begin_draft(here, person, filling(), REFUNDS)
        with pytest.raises(EditorsOnly):
            ask_to_publish(here, 1, person, 1, "")


def test_whoever_works_on_a_page_goes_on_with_their_draft_unless_they_bring_another_text(here: Workplace) -> None:
    first = begin_draft(here, "ines", filling(), REFUNDS)
    assert begin_draft(here, "ines", filling(), REFUNDS) == first
    assert begin_draft(here, "bea", filling(), REFUNDS) != first
    again = filling()
    restored = begin_draft(here, "ines", again, REFUNDS, "An older text.")
    assert restored != first
    assert begin_draft(here, "ines", again, REFUNDS, "An older text.") == restored, "sent twice, begun once"


def test_saving_the_same_changes_nothing_and_saving_over_anothers_revision_is_refused(here: Workplace) -> None:
    draft_id = begin_draft(here, "ines", filling(), REFUNDS)
    text = draft_of(here, draft_id).text
    assert save_draft(here, draft_id, "ines", 1, text.replace("\n", "\r\n")).revision == 1
    assert save_draft(here, draft_id, "ines", 1, text + "More.").revision == 2
    with pytest.raises(SavedElsewhere):
        save_draft(here, draft_id, "ines", 1, text + "Other.")
    with pytest.raises(EditRefused):
        save_draft(here, draft_id, "bea", 2, text)
    with pytest.raises(EditRefused, match="larger than"):
        save_draft(here, draft_id, "ines", 2, "x" * 200_001)


def test_going_on_from_what_is_there_now_holds_for_what_was_shown(here: Workplace) -> None:
    draft_id = begin_draft(here, "ines", filling(), REFUNDS)
    file = here.settings.site_dir / REFUNDS
    file.write_text(file.read_text("utf-8") + "Theirs.\n", "utf-8")
    shown = page_now(here, REFUNDS)
    file.write_text(file.read_text("utf-8") + "And once more.\n", "utf-8")
    with pytest.raises(SavedElsewhere):
        begin_from_now(here, draft_id, "ines", 1, shown.hash, "Both.")
    begin_from_now(here, draft_id, "ines", 1, page_now(here, REFUNDS).hash, "Both.")
    assert draft_of(here, draft_id).base_hash == page_now(here, REFUNDS).hash


def test_a_comment_is_said_once_and_not_about_what_is_gone(here: Workplace) -> None:
    draft_id, sent = begin_draft(here, "ines", filling(), REFUNDS), filling()
    for _ in range(2):
        comment_on_draft(here, draft_id, "tom", sent, "Too long.")
    with here.store.reading() as conn:
        assert len(content_drafts.comments(conn, draft_id)) == 1
    throw_away_draft(here, draft_id, "ines")
    with pytest.raises(EditRefused):
        comment_on_draft(here, draft_id, "tom", filling(), "Still?")


def test_a_proposed_page_is_published_once_a_lead_has_taken_it(here: Workplace) -> None:
    make_exception(here, "ruth", filling(), Wanted("refunds", "Cash today.", "The bank is shut.", here.now().date()))
    with here.store.reading() as conn:
        (proposal,) = page_drafts.newest(conn, page_drafts.DraftState.WAITING, 9)
    draft_id = begin_draft(here, "ines", filling(), REFUNDS, proposal.markdown, proposal.id)
    with pytest.raises(EditRefused, match="not decided yet"):
        ask_to_publish(here, draft_id, "ines", 1, "")
    decide_draft(here, proposal.id, "ruth", taken=True, why="It helps.")
    assert ask_to_publish(here, draft_id, "ines", 1, "") > 0


def _in_another_thread(here: Workplace, act: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Started, and either done or kept waiting by the database when this returns; the list takes what came of it."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(act())
        except EditRefused as error:
            came.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    waits = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    give_up_at = time.monotonic() + 60
    while thread.is_alive() and time.monotonic() < give_up_at:
        with here.store.reading() as conn:
            if conn.execute(waits).scalar_one():
                break
        time.sleep(0.01)
    return thread, came


@pytest.fixture
def on_a_server(postgresql_store: Store, postgresql_settings: Settings) -> Workplace:
    """SQLite lets one write after the other anyway."""
    write_content(postgresql_settings.site_dir)
    return workplace_on(postgresql_store, postgresql_settings, Clock())


def test_two_presses_of_publish_at_once_give_one_publication(on_a_server: Workplace) -> None:
    here = on_a_server
    draft_id = begin_draft(here, "ines", filling(), REFUNDS)
    with here.store.writing() as conn:
        draft = own_draft(conn, draft_id, "ines", lock=True)
        first = content_publications.ask(conn, draft.id, REFUNDS, "ines", draft.text, "", here.now())
        thread, came = _in_another_thread(here, lambda: ask_to_publish(here, draft_id, "ines", 1, ""))
    thread.join(60)
    assert came == [first]


def test_what_is_saved_while_publish_is_pressed_is_refused_and_not_lost(on_a_server: Workplace) -> None:
    here = on_a_server
    draft_id = begin_draft(here, "ines", filling(), REFUNDS)
    with here.store.writing() as conn:
        draft = own_draft(conn, draft_id, "ines", lock=True)
        content_publications.ask(conn, draft.id, REFUNDS, "ines", draft.text, "", here.now())
        thread, came = _in_another_thread(here, lambda: save_draft(here, draft_id, "ines", 1, draft.text + "More."))
    thread.join(60)
    assert "being published" in str(came)
    assert draft_of(here, draft_id).text == draft.text


def test_a_page_that_waits_to_be_published_forgets_its_customer(here: Workplace) -> None:
    report = reported(here, contact=Contact(ContactKind.MAIL, "ada@example.org", "Ada Quillfeather"))
    make_exception(here, "ruth", filling(), Wanted("refunds", "Cash today.", "The bank holds it.", None), report.id)
    with here.store.reading() as conn:
        (proposal,) = page_drafts.of_report(conn, report.id)
    draft_id = begin_draft(here, "ines", filling(), REFUNDS, proposal.markdown, proposal.id)
    decide_draft(here, proposal.id, "ruth", taken=True, why="It helps.")
    number = ask_to_publish(here, draft_id, "ines", 1, "As Ada asked.")
    erase(here, report.id)
    with here.store.reading() as conn:
        found = content_publications.publication_by_id(conn, number)
        assert content_publications.next_under_way(conn) is None
    assert found is not None
    assert (found.state, found.text, found.why) == ("refused", "", "")
    assert "erased" in found.outcome["why"]
    assert "The bank holds" not in str(rows(here.store))


def test_a_draft_begun_from_a_report_forgets_its_customer(here: Workplace) -> None:
    contact = Contact(ContactKind.MAIL, "ada@example.org", "Ada Quillfeather")
    report = reported(here, contact=contact)
    wanted = Wanted("refunds", "Cash today.", "The bank holds the account.", None)
    make_exception(here, "ruth", filling(), wanted, report.id)
    with here.store.reading() as conn:
        (proposal,) = page_drafts.of_report(conn, report.id)
    draft_id = begin_draft(here, "ines", filling(), REFUNDS, proposal.markdown + "\nMine.", proposal.id)
    comment_on_draft(here, draft_id, "tom", filling(), "Mrs Quillfeather waits for it.")
    erase(here, report.id)
    kept = draft_of(here, draft_id)
    assert "Mine." in kept.text
    assert "Because we looked at it." in kept.text
    for gone in ("Quillfeather", "The bank holds", "Cash today"):
        assert gone not in str(rows(here.store)), gone
