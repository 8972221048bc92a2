"""What is known to be wrong is said before somebody reports it again, and to everybody who has."""

from datetime import timedelta

from portal import paths
from portal.acts.cause_acting import Sentence
from portal.acts.close_cause import close_cause
from portal.acts.update_cause import update_cause
from portal.acts.workplace import Workplace
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Report
from tests.acts.causes import DOWN, joined, opened
from tests.browsing import Page, Visitor
from tests.intake.filling_in import SEND, check_page_of
from tests.workplaces import SECRET, Clock, filling, reported


def tracking_of(visitor: Visitor, report: Report) -> Page:
    return visitor.get(paths.tracking(customer_token(SECRET, TRACK, report.reference, report.generation)))


def test_the_check_page_says_what_is_known_of_the_same_topic_and_takes_the_report_all_the_same(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    opened(service_workplace, reported(service_workplace), next_word=clock.now + timedelta(hours=3, minutes=30))
    page = check_page_of(visitor)
    assert "We know about this" in page.words
    assert f"{DOWN} Mira at the lines desk said so at 12:00 today. The next word comes by 15:30 today." in page.words
    assert "We have your report" in visitor.press(page, SEND).words
    assert "We know about this" not in check_page_of(visitor, topic="wrong-bill").words


def test_what_is_for_the_team_alone_is_said_to_nobody(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    opened(service_workplace, report, words="")
    assert "We know about this" not in check_page_of(visitor).words
    page = tracking_of(visitor, report)
    assert "What is behind it" not in page.words
    assert "Eelby" not in page.words


def test_each_report_shows_the_sentence_that_stands_and_who_said_it(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    first = reported(service_workplace)
    cause = opened(service_workplace, first)
    second = joined(service_workplace, cause)[0]
    clock.pass_by(hours=1)
    still = Sentence("The part comes at three.", clock.now + timedelta(hours=2))
    update_cause(service_workplace, cause.id, "tom", filling(), still)
    for report in (first, second):
        page = tracking_of(visitor, report)
        assert "What is behind it The part comes at three. Tom at the lines desk said so at 13:00 today." in page.words
        assert "told everybody concerned what is known, and promised the next word by 15:00 today" in page.words
        assert "Only the team" not in page.words
        assert "Others have reported the same." in page.words


def test_a_word_that_did_not_come_is_said_to_be_late(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    report = reported(service_workplace)
    opened(service_workplace, report, next_word=clock.now + timedelta(hours=1))
    assert "Others have reported" not in tracking_of(visitor, report).words
    clock.pass_by(hours=1, seconds=1)
    for page in (tracking_of(visitor, report), check_page_of(visitor)):
        assert "We are late: the next word was promised by 13:00 today and has not come." in page.words
        assert "The next word comes by" not in page.words


def test_once_it_is_over_the_story_tells_the_end_and_the_form_says_nothing(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    cause = opened(service_workplace, report)
    close_cause(service_workplace, cause.id, "mira", filling(), "It runs again since noon.")
    page = tracking_of(visitor, report)
    assert "What is behind it" not in page.words
    assert "told everybody concerned how it ended" in page.words
    assert "We know about this" not in check_page_of(visitor).words
