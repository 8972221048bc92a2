"""Once a customer's data are erased, nothing points to them: what they gave is gone, what others wrote forgets them.

Every column that holds words says here what erasure does with it, so that a new one has to decide.
"""

import pkgutil
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import text

import portal.store
from portal.acts.answer_obstacle import answer_obstacle
from portal.acts.cause_acting import Sentence
from portal.acts.close import resolve
from portal.acts.coaching import NewNote, offer_note
from portal.acts.correct_contact import correct_contact
from portal.acts.decide_draft import decide_draft
from portal.acts.erase import erase
from portal.acts.join_cause import join_cause
from portal.acts.make_exception import Wanted, make_exception
from portal.acts.open_cause import open_cause
from portal.acts.raise_obstacle import InTheWay, raise_obstacle
from portal.acts.update_cause import update_cause
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Contact, ContactKind, Report
from portal.store import cause_sayings, obstacles, page_drafts
from portal.store.coaching import Subject
from portal.store.columns import Words
from portal.store.tables import metadata
from tests.acts.causes import joined, now_of_cause, opened
from tests.workplaces import NO_CONTACT, filling, reported, rows, story

FIRST = "Since Monday my mother who lives alone in the house by the weir has had no water at all"
SECOND = "Nobody rang her back although I asked for it three times in one week"
ADA = Contact(ContactKind.MAIL, "ada@example.org", "Ada Quillfeather")

EMPTIED = {
    "attachments.name",
    "contacts.address",
    "contacts.name",
    "drafts.body",
    "inbound_mails.reason",
    "inbound_mails.remark",
    "inbound_mails.sender",
    "inbound_mails.subject",
    "inbound_mails.words",
    "notices.last_error",
    "policy_exceptions.reason",
    "texts.body",
}
REWRITTEN = {
    "cause_sayings.body",
    "causes.sentence",
    "causes.title",
    "coaching_notes.words",
    "coaching_notes.would_try",
    "content_comments.words",
    "content_drafts.text",
    "content_publications.text",
    "content_publications.why",
    "huddle_points.words",
    "obstacle_turns.words",
    "obstacles.detail",
    "obstacles.line",
    "page_drafts.decided_why",
    "page_drafts.markdown",
    "page_drafts.title",
    "policy_exceptions.allowed",
    "thanks.words",
}
NOT_A_CUSTOMERS = {
    "content_drafts.base_text": "what the file of a page said",
    "held_files.name": "as held_reports.words",
    "held_reports.contact_address": "as held_reports.words",
    "held_reports.contact_name": "as held_reports.words",
    "held_reports.words": "of no report yet: let in, it goes to the report; set aside, it goes after thirty days",
    "lessons.do_now": "leads back to no report, and is refused with a trace of the customer in it",
    "lessons.learned": "as lessons.do_now",
    "lessons.what_happened": "as lessons.do_now",
    "page_versions.summary": "what the public pages said",
    "page_versions.text": "what the public pages said",
    "page_versions.title": "what the public pages said",
    "practice_reviews.words": "a drill has no customer",
    "roster_requests.note": "a colleague's own, about their shifts",
    "sessions.device": "a colleague's own browser",
    "subscribers.address": "of no report: whoever gave it ends it, and then it goes (portal.acts.keep_subscriber)",
    "subscribers.comparable": "as subscribers.address",
    "subscription_requests.address": "of no report: it goes once it is confirmed, or after seven days",
    "training_requests.answer": "a lead's, about a colleague's training",
    "training_requests.words": "a colleague's own, about their training",
}


def from_ada(workplace: Workplace, **more: Any) -> Report:
    return reported(workplace, **({"contact": ADA, "what_happened": f"{FIRST}. {SECOND}."} | more))


def everything(workplace: Workplace) -> str:
    return str(rows(workplace.store))


def test_every_column_of_words_says_what_erasure_does_with_it() -> None:
    for module in pkgutil.iter_modules(portal.store.__path__):
        if module.name.endswith("tables"):
            import_module(f"portal.store.{module.name}")
    columns = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Words)
    }
    assert columns == EMPTIED | REWRITTEN | set(NOT_A_CUSTOMERS)
    assert len(columns) == len(EMPTIED) + len(REWRITTEN) + len(NOT_A_CUSTOMERS), "each is in one list"


def test_every_quote_of_the_customer_in_a_coaching_note_goes_whole(workplace: Workplace) -> None:
    report = from_ada(workplace)
    resolve(workplace, report.id, "mira", filling(), "Done.")
    note = NewNote(f"She wrote “{FIRST}”, and then: {SECOND}. Read that again.")
    offer_note(workplace, Subject("report", report.id), "ruth", filling(), responder="mira", note=note)
    erase(workplace, report.id)
    (kept,) = rows(workplace.store)["coaching_notes"]
    assert kept.words == "She wrote “…”, and then: …. Read that again."


@pytest.mark.parametrize("last_day", [None, date(2026, 11, 30)])
def test_an_exceptions_words_leave_the_proposed_page_and_its_decision(
    workplace: Workplace, last_day: date | None
) -> None:
    report = from_ada(workplace)
    wanted = Wanted("refunds", "Cash\ntoday.", "The bank holds the account.", last_day)
    make_exception(workplace, "ruth", filling(), wanted, report.id)
    with workplace.store.reading() as conn:
        (draft,) = page_drafts.of_report(conn, report.id)
    decide_draft(workplace, draft.id, "ruth", taken=False, why="Quillfeather only.")
    erase(workplace, report.id)
    with workplace.store.reading() as conn:
        (kept,) = page_drafts.of_report(conn, report.id)
    assert "Because we looked at it." in kept.markdown, "the published page stays"
    assert "The bank holds" not in everything(workplace)
    assert ("Cash today." in kept.markdown) == (last_day is not None), "what holds for all is no customer's"
    assert kept.decided_why == "… only."
    erase(workplace, report.id)
    with workplace.store.reading() as conn:
        assert page_drafts.of_report(conn, report.id) == [kept]


def test_what_is_in_the_way_and_its_answers_forget_the_customer(workplace: Workplace) -> None:
    report = from_ada(workplace)
    said = InTheWay("No van for Ada.", f"She wrote: {SECOND}.", report.reference)
    raise_obstacle(workplace, "mira", filling(), said)
    with workplace.store.reading() as conn:
        (obstacle,) = obstacles.open_obstacles(conn)
    answer_obstacle(workplace, obstacle.id, "ruth", filling(), "Mrs Quillfeather gets ours.", by_day=None, done=False)
    erase(workplace, report.id)
    with workplace.store.reading() as conn:
        (kept,) = obstacles.open_obstacles(conn)
    assert (kept.line, kept.detail, kept.turns[-1].words) == ("No van for ….", "She wrote: ….", "Mrs … gets ours.")


@pytest.mark.parametrize(("title", "sentence"), [("Ada’s tap", ""), ("The pump", "We go to Ada first.")])
def test_no_cause_is_opened_with_what_belongs_to_its_customer(workplace: Workplace, title: str, sentence: str) -> None:
    report = from_ada(workplace)
    before = rows(workplace.store)
    with pytest.raises(MoveRefused, match="what belongs to this customer: “Ada”"):
        open_cause(workplace, report.id, "mira", filling(), title=title, sentence=Sentence(sentence))
    assert rows(workplace.store) == before


def test_no_report_joins_a_cause_that_is_told_in_its_customers_words(workplace: Workplace) -> None:
    cause = opened(workplace, reported(workplace), words=f"{SECOND}.")
    with pytest.raises(MoveRefused, match="open another cause"):
        join_cause(workplace, from_ada(workplace).id, "mira", filling(), cause_id=cause.id)


def test_nothing_is_said_of_a_cause_with_what_belongs_to_one_of_its_customers(workplace: Workplace) -> None:
    cause = opened(workplace, from_ada(workplace))
    with pytest.raises(MoveRefused, match="“Ada”"):
        update_cause(workplace, cause.id, "mira", filling(), Sentence("Ada has water again."))
    update_cause(workplace, cause.id, "mira", filling(), Sentence("All have water. Ring 01632 960 100 if not."))


def test_a_cause_forgets_its_customer_wherever_it_was_carried(workplace: Workplace) -> None:
    report = from_ada(workplace, contact=Contact(ContactKind.NONE))
    cause = opened(workplace, report, words="The pump by Quillfeather Farm is down. Ring 01632 960 100.")
    (other,) = joined(workplace, cause)
    correct_contact(workplace, report.id, ADA)
    erase(workplace, report.id)
    left = "The pump by … Farm is down. Ring 01632 960 100."
    with workplace.store.reading() as conn:
        assert list(cause_sayings.bodies_of(conn, cause.id).values()) == [left]
    assert now_of_cause(workplace, cause).sentence == left
    assert story(workplace, other)[-1].texts == {"words": left}
    assert "Quillfeather" not in everything(workplace)


def test_an_earlier_name_and_address_are_looked_for_too(workplace: Workplace) -> None:
    report = from_ada(workplace)
    correct_contact(workplace, report.id, Contact(ContactKind.MAIL, "new@example.net", "Bo"))
    resolve(workplace, report.id, "mira", filling(), "Done.")
    note = NewNote("Quillfeather, ADA@example.org, is Bo now.")
    offer_note(workplace, Subject("report", report.id), "ruth", filling(), responder="mira", note=note)
    erase(workplace, report.id)
    (kept,) = rows(workplace.store)["coaching_notes"]
    assert kept.words == "…, …, is … now."
    assert "Quillfeather" not in everything(workplace)


def test_what_a_mail_server_said_of_the_address_goes(workplace: Workplace) -> None:
    report = from_ada(workplace)
    with workplace.store.writing() as conn:
        conn.execute(text("UPDATE notices SET last_error = '550 ada@example.org is unknown to us'"))
    erase(workplace, report.id)
    assert "unknown to us" not in everything(workplace)


def test_the_bytes_of_a_name_are_in_no_file_of_the_database(sqlite_workplace: Workplace) -> None:
    """Neither in pages that were given back, nor in the index of the search, nor in the write-ahead log."""
    workplace = sqlite_workplace
    gone = [from_ada(workplace, what_happened=f"{FIRST}. It drips {n} times. zanzibarfluss") for n in range(3)]
    for n in range(40):
        words = f"The tap of house {n} is dry, and so are {n * 7} others."
        reported(workplace, contact=NO_CONTACT, what_happened=words)
    for report in gone:
        correct_contact(workplace, report.id, Contact(ContactKind.MAIL, "new@example.net", "Ada Quillfeather-Bo"))
        erase(workplace, report.id)
    folder = workplace.settings.var_dir
    held = b"".join(file.read_bytes() for file in folder.glob("portal.db*"))
    for word in (b"uillfeather", b"zanzibarfluss", b"anzibarflus", b"ada@example"):
        assert word not in held, word
