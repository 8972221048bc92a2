"""Coaching notes are between a coach and the responder whose work it is, and reach nobody and nothing else."""

from dataclasses import replace

import pytest

from portal.acts.answer import answer
from portal.acts.coaching import (
    NewNote,
    ask_coach,
    close_thread,
    offer_note,
    reopen_thread,
    write_note,
)
from portal.acts.compose import mail_for
from portal.acts.erase import erase
from portal.acts.my_data import my_data
from portal.acts.read_coaching import Conversation, conversation, conversations_on, my_conversations
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Report
from portal.reports.search_words import read_sought
from portal.reports.timeline import Entry, Kind, responder
from portal.store import practices, search
from portal.store.coaching import Subject
from tests.coaches import with_coach, with_second_lead
from tests.signing_in import audited
from tests.statements import statements
from tests.workplaces import claimed, filling, publish, reported, rows, small_library, told

WORDS = "You heard the fear before the leak. KANARIE"
TRY = "Say the time first, then the cause."


def answered(workplace: Workplace, words: str = "I dig at once.\nWater by four.") -> Report:
    """A report of Mira's, answered by her; nobody has yet heard of anything."""
    report = reported(workplace)
    answer(workplace, report.id, "mira", filling(), words)
    claimed(workplace)
    return report


def noted(workplace: Workplace, report: Report, *, coach: str = "ruth", quoted: str = "") -> int:
    note = NewNote(WORDS, TRY, quoted)
    return offer_note(workplace, Subject("report", report.id), coach, filling(), responder="mira", note=note)


def read(workplace: Workplace, thread_id: int, person: str = "mira") -> Conversation:
    found = conversation(workplace, thread_id, person)
    assert found is not None
    return found


def test_the_responder_asks_and_the_coach_hears_of_it(workplace: Workplace) -> None:
    report = answered(workplace)
    asking = NewNote("Would you look at my second sentence?", quoted="Water by four.")
    thread_id = ask_coach(workplace, Subject("report", report.id), "mira", filling(), coach="ruth", note=asking)
    assert told(workplace) == [("note_written", "ruth")]
    write_note(workplace, thread_id, "ruth", filling(), NewNote(WORDS, TRY))
    assert told(workplace) == [("note_written", "mira")]
    found = read(workplace, thread_id, "ruth")
    assert [(each.note.author, each.quote) for each in found.notes] == [("mira", "Water by four."), ("ruth", "")]


def test_the_notice_of_a_note_says_that_there_is_one_and_never_its_words(workplace: Workplace) -> None:
    noted(workplace, answered(workplace), quoted="I dig at once.")
    (notice,) = claimed(workplace)
    mail = mail_for(workplace, notice)
    text = mail.as_string()
    assert mail["Subject"] == "A note for you"
    assert "Ruth has written you a note." in text
    assert not any(words in text for words in ("KANARIE", "the time first", "dig at once"))
    assert not any(words in str(notice.facts) for words in ("KANARIE", "time", "dig"))


def test_nobody_but_the_two_reads_a_note_other_leads_included(workplace: Workplace) -> None:
    thread_id = noted(workplace, report := answered(workplace))
    for person in ("mira", "ruth"):
        assert read(workplace, thread_id, person).notes[0].note.words == WORDS
        assert [each.thread.id for each in my_conversations(workplace, person)] == [thread_id]
    for person in ("tom", "bea"):
        assert conversation(workplace, thread_id, person) is None
        assert my_conversations(workplace, person) == []
        assert conversations_on(workplace, report, person) == []
        with pytest.raises(MoveRefused, match="between two other people"):
            write_note(workplace, thread_id, person, filling(), NewNote("I too."))
    # A lead who came later has no more part in it than anybody else.
    publish(workplace, with_second_lead(workplace.library))
    assert conversation(workplace, thread_id, "ines") is None
    assert my_conversations(workplace, "ines") == []
    with pytest.raises(MoveRefused, match="between two other people"):
        write_note(workplace, thread_id, "ines", filling(), NewNote("I too."))


def test_two_coaches_of_one_report_do_not_see_each_other(workplace: Workplace) -> None:
    publish(workplace, with_coach(small_library(), "tom"))
    report = answered(workplace)
    by_ruth, by_tom = noted(workplace, report), noted(workplace, report, coach="tom")
    assert by_ruth != by_tom
    assert conversation(workplace, by_ruth, "tom") is None
    assert conversation(workplace, by_tom, "ruth") is None
    assert len(conversations_on(workplace, report, "mira")) == 2


def test_no_search_finds_a_note(workplace: Workplace) -> None:
    report = answered(workplace)
    noted(workplace, report)
    written, noted_only = read_sought("dig"), read_sought("KANARIE")
    assert written
    assert noted_only
    with workplace.store.reading() as conn:
        assert search.find_reports(conn, written, limit=10) == [report.id]
        assert search.find_reports(conn, noted_only, limit=10) == []


def test_the_audit_log_knows_nothing_of_notes(workplace: Workplace) -> None:
    before = len(audited(workplace))
    thread_id = noted(workplace, answered(workplace))
    write_note(workplace, thread_id, "mira", filling(), NewNote("I had not seen that."))
    close_thread(workplace, thread_id, "mira")
    new = sorted(rows(workplace.store)["audit"], key=lambda row: row.id)[before:]
    assert [row.act for row in new] == ["answered"]


def test_the_customers_data_hold_no_note_because_it_is_about_the_responder(workplace: Workplace) -> None:
    report = answered(workplace)
    noted(workplace, report)
    assert "KANARIE" not in str(my_data(workplace, report))


def test_the_timeline_and_its_clocks_know_nothing_of_a_note(workplace: Workplace) -> None:
    report = answered(workplace)
    before = {name: found for name, found in rows(workplace.store).items() if name in ("timeline", "texts", "clocks")}
    noted(workplace, report, quoted="I dig at once.")
    after = rows(workplace.store)
    assert {name: after[name] for name in before} == before


def test_erasure_empties_passages_quoted_from_the_customers_words_and_takes_their_name_from_the_notes(
    workplace: Workplace,
) -> None:
    report = answered(workplace)
    thread_id = noted(workplace, report, quoted="The tap  is\ndry.")
    note = NewNote("Ada at ada@example.org was afraid. She wrote it.", "Call Ada first.")
    write_note(workplace, thread_id, "ruth", filling(), note)
    assert read(workplace, thread_id).notes[0].quote == "The tap is dry."
    erase(workplace, report.id)
    first, second = read(workplace, thread_id).notes
    assert (first.quote, first.note.words) == ("", WORDS)
    assert (second.note.words, second.note.would_try) == ("… at … was afraid. She wrote it.", "Call … first.")
    everything = str({name: found for name, found in rows(workplace.store).items() if name.startswith("coaching")})
    assert not any(trace in everything for trace in ("Ada", "ada@example.org", "tap is dry"))


def test_a_passage_has_to_stand_in_the_report(sqlite_workplace: Workplace) -> None:
    report = answered(sqlite_workplace)
    before = rows(sqlite_workplace.store)
    with pytest.raises(MoveRefused, match="do not stand there"):
        noted(sqlite_workplace, report, quoted="Words that nobody wrote")
    assert rows(sqlite_workplace.store) == before


def test_only_a_coach_begins_a_note_on_somebodys_work(workplace: Workplace) -> None:
    report = answered(workplace)
    with pytest.raises(MoveRefused, match="written by a coach"):
        noted(workplace, report, coach="tom")
    publish(workplace, with_coach(small_library(), "tom"))
    noted(workplace, report, coach="tom")


def test_a_note_is_for_whoever_did_the_work(workplace: Workplace) -> None:
    subject, note = Subject("report", answered(workplace).id), NewNote("Well done.")
    with pytest.raises(MoveRefused, match="They have written nothing here"):
        offer_note(workplace, subject, "ruth", filling(), responder="tom", note=note)
    with pytest.raises(MoveRefused, match="You have written nothing here"):
        ask_coach(workplace, subject, "tom", filling(), coach="ruth", note=note)


def test_nobody_is_their_own_coach(workplace: Workplace) -> None:
    publish(workplace, with_coach(small_library(), "mira"))
    subject = Subject("report", answered(workplace).id)
    with pytest.raises(MoveRefused, match="their own coach"):
        ask_coach(workplace, subject, "mira", filling(), coach="mira", note=NewNote("Me?"))


def test_the_responder_alone_closes_the_conversation_and_then_nobody_writes(workplace: Workplace) -> None:
    report = answered(workplace)
    thread_id = noted(workplace, report)
    with pytest.raises(MoveRefused, match="Only whoever’s work it is"):
        close_thread(workplace, thread_id, "ruth")
    close_thread(workplace, thread_id, "mira")
    with pytest.raises(MoveRefused, match="Mira has closed this conversation"):
        write_note(workplace, thread_id, "ruth", filling(), NewNote("One more."))
    with pytest.raises(MoveRefused, match="Mira has closed this conversation"):
        noted(workplace, report)
    with pytest.raises(MoveRefused, match="Only whoever’s work it is"):
        reopen_thread(workplace, thread_id, "ruth")
    reopen_thread(workplace, thread_id, "mira")
    write_note(workplace, thread_id, "ruth", filling(), NewNote("One more."))
    assert len(read(workplace, thread_id).notes) == 2


def test_a_second_note_of_the_same_coach_goes_on_in_the_same_conversation(workplace: Workplace) -> None:
    report = answered(workplace)
    assert noted(workplace, report) == noted(workplace, report)


def test_pressing_twice_writes_one_note(workplace: Workplace) -> None:
    report, once = answered(workplace), filling()
    for _ in range(2):
        thread_id = offer_note(
            workplace, Subject("report", report.id), "ruth", once, responder="mira", note=NewNote(WORDS)
        )
    assert len(read(workplace, thread_id).notes) == 1
    write_note(workplace, thread_id, "mira", once, replace(NewNote(WORDS), words="Yes."))
    write_note(workplace, thread_id, "mira", once, replace(NewNote(WORDS), words="Yes."))
    assert len(read(workplace, thread_id).notes) == 2


def test_a_note_can_be_about_a_practice_and_its_passage_stands_there(workplace: Workplace) -> None:
    """A practice and a report may have the same number, and are never taken for each other."""
    report = answered(workplace)
    with workplace.store.writing() as conn:
        number = practices.begin(conn, "a-drill", {"title": "A drill"}, "tom", None, workplace.now())
        said = Entry(workplace.now(), Kind.ANSWERED, responder("tom"), public=True, texts={"answer": "I hear you."})
        practices.append(conn, number, said)
    assert number == report.id
    subject, note = Subject("practice", number), NewNote("That was warm.", quoted="I hear you.")
    thread_id = offer_note(workplace, subject, "ruth", filling(), responder="tom", note=note)
    found = read(workplace, thread_id, "tom")
    assert (found.report, found.notes[0].quote) == (None, "I hear you.")
    assert conversations_on(workplace, report, "tom") == []
    with pytest.raises(MoveRefused, match="do not stand there"):
        write_note(workplace, thread_id, "tom", filling(), NewNote("And here?", quoted="The tap is dry."))


def test_my_conversations_are_read_as_often_for_many_as_for_few(workplace: Workplace) -> None:
    def read_with_one_more() -> int:
        report = answered(workplace)
        noted(workplace, report)
        with statements(workplace.store) as sent:
            found = my_conversations(workplace, "mira")
        assert found[0].report is not None
        assert found[0].report.id == report.id
        return len(sent)

    few = read_with_one_more()
    assert read_with_one_more() == read_with_one_more() == few
