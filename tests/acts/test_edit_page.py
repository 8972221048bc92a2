"""Drafts of pages are begun, saved and published by editors alone, and a proposed page waits for a lead."""

import pytest

from portal.acts.ask_to_publish import ask_to_publish
from portal.acts.decide_draft import decide_draft
from portal.acts.edit_page import begin_draft, begin_from_now, comment_on_draft, page_now, save_draft, throw_away_draft
from portal.acts.erase import erase
from portal.acts.make_exception import Wanted, make_exception
from portal.acts.workplace import Workplace
from portal.errors import EditorsOnly, EditRefused, SavedElsewhere
from portal.reports.report import Contact, ContactKind
from portal.store import content_drafts, page_drafts
from portal.store.content_drafts import ContentDraft
from tests.workplaces import filling, reported, rows, write_content

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
