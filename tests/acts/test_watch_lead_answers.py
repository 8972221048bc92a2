"""A lead's answer has a clock: they are reminded before it is due; once it is late, they and the asker hear of it."""

from typing import Any

import pytest

from portal.acts.compose import mail_for
from portal.acts.offer import answer_offer, offer
from portal.acts.watch_lead_answers import watch_lead_answers
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.pages import Commitment
from portal.reports.questions import open_questions
from portal.reports.report import Report
from portal.reports.timeline import Kind
from tests.acts.test_offer import MORE
from tests.acts.test_send_notices import text_of
from tests.workplaces import Clock, claimed, filling, kinds, publish, reported, rows, small_library, story, told


def with_lead_answer(library: Library, target: str = "4 hours") -> Library:
    """The library in which leads promise the team an answer."""
    page = library.public.commitments["first-reply"]
    values: dict[str, Any] = page.model_dump() | {
        "slug": "lead-answers",
        "indicator": "lead_answer",
        "audience": "team",
        "target": target,
        "calendar": None,
    }
    commitments = library.public.commitments | {"lead-answers": Commitment.model_validate(values)}
    return library.model_copy(update={"public": library.public.model_copy(update={"commitments": commitments})})


def asked(workplace: Workplace) -> Report:
    """A question of Mira's to Ruth, to be answered within four hours."""
    publish(workplace, with_lead_answer(small_library()))
    report = reported(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    told(workplace)
    return report


def test_nobody_is_reminded_while_there_is_time(workplace: Workplace, clock: Clock) -> None:
    asked(workplace)
    clock.pass_by(hours=2, minutes=59)
    watch_lead_answers(workplace)
    assert told(workplace) == []


def test_the_lead_is_reminded_once_before_it_is_due(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace)
    clock.pass_by(hours=3)
    for _ in range(3):
        watch_lead_answers(workplace)
    assert told(workplace) == [("answer_due", "ruth")]
    assert kinds(workplace, report).count(Kind.WATCHED) == 1


def test_once_late_the_lead_and_the_asker_hear_of_it_once(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace)
    clock.pass_by(hours=3)
    watch_lead_answers(workplace)
    told(workplace)
    clock.pass_by(hours=1)
    watch_lead_answers(workplace)
    assert told(workplace) == [], "due exactly now is not late"
    clock.pass_by(seconds=1)
    for _ in range(3):
        watch_lead_answers(workplace)
    assert told(workplace) == [("answer_late", "mira"), ("answer_late", "ruth")]
    last = story(workplace, report)[-1]
    assert (last.kind, last.public, last.facts["step"]) == (Kind.WATCHED, False, "answer_late")


def test_after_a_downtime_only_the_latest_is_told(workplace: Workplace, clock: Clock) -> None:
    asked(workplace)
    clock.pass_by(hours=4, seconds=1)
    watch_lead_answers(workplace)
    assert {message for message, _ in told(workplace)} == {"answer_late"}


def test_what_was_answered_is_watched_no_more(workplace: Workplace, clock: Clock) -> None:
    report = asked(workplace)
    (question,) = open_questions(story(workplace, report))
    answer_offer(workplace, report.id, "ruth", filling(), asked=question.id or 0, allowed=False, why="Half of it.")
    told(workplace)
    clock.pass_by(days=1)
    watch_lead_answers(workplace)
    before = rows(workplace.store)
    watch_lead_answers(workplace)
    assert told(workplace) == []
    assert rows(workplace.store) == before


def test_a_report_that_was_taken_back_needs_no_answer(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = asked(sqlite_workplace)
    withdraw(sqlite_workplace, report.id)
    told(sqlite_workplace)
    clock.pass_by(days=1)
    watch_lead_answers(sqlite_workplace)
    assert told(sqlite_workplace) == []


def test_the_asker_hears_of_it_in_their_own_shift(sqlite_workplace: Workplace, clock: Clock) -> None:
    """Mira works until four; what she asked at two on an annoying report is late at six."""
    publish(sqlite_workplace, with_lead_answer(small_library()))
    clock.pass_by(hours=2)
    report = reported(sqlite_workplace, severity="annoying")
    offer(sqlite_workplace, report.id, "mira", filling(), MORE)
    told(sqlite_workplace)
    clock.pass_by(hours=4, seconds=1)
    watch_lead_answers(sqlite_workplace)
    assert told(sqlite_workplace) == [("answer_late", "ruth")]
    clock.pass_by(hours=14)
    for _ in range(2):
        watch_lead_answers(sqlite_workplace)
    assert told(sqlite_workplace) == [("answer_late", "mira")]


@pytest.mark.parametrize(("hours", "words"), [(3, "still waits for your answer"), (5, "of Ruth to Mira is late")])
def test_the_mails_say_who_waits_and_since_when(
    sqlite_workplace: Workplace, clock: Clock, hours: int, words: str
) -> None:
    asked(sqlite_workplace)
    clock.pass_by(hours=hours)
    watch_lead_answers(sqlite_workplace)
    mails = [text_of(mail_for(sqlite_workplace, each)) for each in claimed(sqlite_workplace)]
    said = [" ".join(mail.split()) for mail in mails]
    assert all(words in each and "16:00 on Monday 23 November" in each for each in said)
    assert mails
