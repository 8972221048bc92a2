"""A lesson is kept by its owner, read by all, and taken back by its owner."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.keep_lesson import all_lessons
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import filling, reported, story

TYPED = {
    "lesson__what_happened": "I promised an hour before I had asked.",
    "lesson__learned": "Ask first, then say a time.",
    "lesson__do_now": "I ring the crew first.",
}


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    found = reported(service_workplace)
    answer(service_workplace, found.id, "mira", filling(), "Within the hour.")
    return found


def keep(visitor: Visitor, report: Report, status: int = 200, **changes: str) -> str:
    page = visitor.get(paths.desk_lesson_from(report.reference))
    return visitor.press(page, "Keep it for all", status, **(TYPED | changes)).words


def test_a_lesson_is_read_by_all_without_its_owners_name_unless_they_choose_it(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    mira, tom = (somebody(app, service_workplace, key) for key in ("mira", "tom"))
    keep(mira, report)
    words = tom.get(paths.DESK_LESSONS).words
    assert "Ask first, then say a time." in words
    assert "A colleague" in words
    assert "Mira" not in words
    assert report.reference not in words
    keep(mira, report, lesson__with_name="yes", lesson__learned="Say it twice.")
    assert "Mira" in tom.get(paths.DESK_LESSONS).words


def test_lessons_stand_beside_reports_of_the_same_topic(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    keep(somebody(app, service_workplace, "mira"), report)
    tom = somebody(app, service_workplace, "tom")
    same, other = reported(service_workplace), reported(service_workplace, topic="wrong-bill")
    page = tom.get(paths.desk_report_signed_in(same.reference))
    assert "What colleagues learned on this topic" in page.words
    assert "I ring the crew first." in tom.get(page.link("All lessons on it")).words
    assert "Ask first" not in tom.get(paths.desk_report_signed_in(other.reference)).words


def test_a_lead_who_forges_somebody_elses_entry_is_refused_in_words(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    ruth = somebody(app, service_workplace, "ruth")
    refused = ruth.get(paths.desk_lesson_from(report.reference))
    assert "never by a lead, a coach or a colleague" in refused.words
    assert "Keep it for all" not in refused.buttons()
    answer(service_workplace, report.id, "ruth", filling(), "I look as well.")
    own_page = ruth.get(paths.desk_lesson_from(report.reference))
    miras = next(entry.id for entry in story(service_workplace, report) if entry.author.key == "mira")
    page = ruth.press(own_page, "Keep it for all", 409, **(TYPED | {"lesson__entry": str(miras)}))
    assert "This was Mira’s, and only Mira can make a lesson of it for all." in page.summary[0]
    assert all_lessons(service_workplace) == []


def test_the_customers_name_is_named_beside_what_was_typed(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    mira = somebody(app, service_workplace, "mira")
    page = mira.press(
        mira.get(paths.desk_lesson_from(report.reference)), "Keep it for all", 409,
        **(TYPED | {"lesson__learned": "Ring Ada first."}),
    )  # fmt: skip
    assert "Take out what belongs to the customer: “Ada”. A lesson works without it." in page.summary
    assert page.value("lesson-learned") == "Ring Ada first."


def test_its_owner_takes_it_back_and_nobody_else_has_the_button(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    mira, ruth = (somebody(app, service_workplace, key) for key in ("mira", "ruth"))
    keep(mira, report)
    assert "Take it back" not in ruth.get(paths.DESK_LESSONS).buttons()
    page = mira.press(mira.get(paths.DESK_LESSONS), "Take it back")
    assert "None yet." in page.words
