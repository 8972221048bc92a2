"""A mistake becomes a lesson for all by its owner alone, without anything of the customer's."""

import pytest

from portal.acts.answer import answer
from portal.acts.erase import erase
from portal.acts.keep_lesson import Told, all_lessons, keep_lesson, lessons_beside, take_back_lesson
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Contact, ContactKind, Report
from tests.signing_in import audited
from tests.workplaces import filling, reported, rows, story

TOLD = Told("I promised an hour before I had asked.", "Ask first, then say a time.", "I ring the crew first.", False)


def answered(workplace: Workplace, **changes: object) -> Report:
    report = reported(workplace, **changes)
    answer(workplace, report.id, "mira", filling(), "Within the hour.")
    return report


def keep(workplace: Workplace, report: Report, person: str = "mira", told: Told = TOLD, once: str = "") -> None:
    own = next(entry.id for entry in story(workplace, report) if entry.author.key == "mira")
    assert own is not None
    keep_lesson(workplace, report, person, once or filling(), entry_id=own, told=told)


@pytest.mark.parametrize("person", ["ruth", "tom", "bea"])
def test_neither_a_lead_nor_a_coach_nor_a_colleague_makes_a_lesson_of_somebody_elses_mistake(
    sqlite_workplace: Workplace, person: str
) -> None:
    report = answered(sqlite_workplace)
    before = rows(sqlite_workplace.store)
    with pytest.raises(MoveRefused, match="This was Mira’s, and only Mira can make a lesson of it"):
        keep(sqlite_workplace, report, person)
    assert rows(sqlite_workplace.store) == before


def test_nobody_makes_a_lesson_of_what_the_customer_wrote(workplace: Workplace) -> None:
    report = answered(workplace)
    received = story(workplace, report)[0].id
    assert received is not None
    with pytest.raises(MoveRefused, match="Choose what of yours"):
        keep_lesson(workplace, report, "mira", filling(), entry_id=received, told=TOLD)


@pytest.mark.parametrize(
    "words",
    ["Ada was angry.", "ADA was angry.", "Write to Ada@Example.org.", "It was {reference}.", "Look at {spoken}."],
)
def test_a_lesson_that_names_the_customer_is_refused_in_words_and_nothing_is_kept(
    workplace: Workplace, words: str
) -> None:
    report = answered(workplace)
    words = words.format(reference=report.reference, spoken=report.reference.replace("-", " ").lower())
    with pytest.raises(MoveRefused, match="Take out what belongs to the customer: “"):
        keep(workplace, report, told=Told(words, "I learned.", "I do.", True))
    assert all_lessons(workplace) == []


def test_a_lesson_with_the_customers_phone_number_is_refused(workplace: Workplace) -> None:
    report = answered(workplace, contact=Contact(ContactKind.PHONE, "01632 960 001", "Jo"))
    for words in ("I rang 01632 960001.", "Jo was asleep."):
        with pytest.raises(MoveRefused, match="Take out"):
            keep(workplace, report, told=Told(words, "I learned.", "I do.", True))


def test_a_lesson_is_read_by_all_and_stands_beside_reports_of_its_topic(workplace: Workplace) -> None:
    report = answered(workplace)
    keep(workplace, report)
    assert [lesson.learned for lesson in all_lessons(workplace)] == [TOLD.learned]
    assert len(lessons_beside(workplace, reported(workplace))) == 1
    assert lessons_beside(workplace, reported(workplace, topic="wrong-bill")) == []


def test_the_owner_takes_a_lesson_back_at_any_time_and_nothing_of_it_stays(workplace: Workplace) -> None:
    keep(workplace, answered(workplace))
    (lesson,) = all_lessons(workplace)
    for person in ("ruth", "tom"):
        with pytest.raises(MoveRefused, match="Only whoever wrote a lesson"):
            take_back_lesson(workplace, lesson.id, person)
    take_back_lesson(workplace, lesson.id, "mira")
    take_back_lesson(workplace, lesson.id, "mira")
    assert TOLD.learned not in str(rows(workplace.store))


def test_neither_the_audit_log_nor_the_lessons_row_leads_from_a_lesson_to_its_report(workplace: Workplace) -> None:
    report = answered(workplace)
    before = audited(workplace)
    keep(workplace, report)
    assert audited(workplace) == before
    (row,) = rows(workplace.store)["lessons"]
    assert report.reference not in str(row)
    assert not {"report_id", "entry_id"} & set(row._mapping)


def test_pressing_twice_keeps_one_lesson(workplace: Workplace) -> None:
    report, once = answered(workplace), filling()
    keep(workplace, report, once=once)
    keep(workplace, report, once=once)
    assert len(all_lessons(workplace)) == 1


def test_a_lesson_outlives_the_erasure_of_the_report_because_it_holds_nothing_of_it(workplace: Workplace) -> None:
    report = answered(workplace)
    keep(workplace, report)
    erase(workplace, report.id)
    assert [lesson.learned for lesson in all_lessons(workplace)] == [TOLD.learned]
