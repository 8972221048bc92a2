"""What a lead is asked stands on top of their desk, with the time left and the way there, and on nobody else's."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.ask_for_training import answer_training, ask_for_training
from portal.acts.offer import Offer, answer_offer, offer
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from tests.acts.promised_to_the_team import with_team_promises
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, publish, reported, small_library, story

MORE = Offer("ours", 200, "A month free.", "The third time this year.")


@pytest.fixture
def ruth(app: Flask, service_workplace: Workplace) -> Visitor:
    publish(service_workplace, with_team_promises(small_library()))
    return somebody(app, service_workplace, "ruth")


@pytest.fixture
def report(ruth: Visitor, service_workplace: Workplace) -> Report:
    found = reported(service_workplace)
    offer(service_workplace, found.id, "mira", filling(), MORE)
    return found


def asked(visitor: Visitor) -> list[str]:
    """What stands under “You are asked”, each with the time that is left."""
    lines = visitor.get(paths.DESK_REPORTS).soup.select("section[aria-labelledby=asked-of-me] li")
    return [" ".join(each.get_text(" ").split()) for each in lines]


def test_whose_question_it_is_what_for_and_by_when_with_the_way_to_the_report(ruth: Visitor, report: Report) -> None:
    (line,) = asked(ruth)
    assert line.startswith(f"Mira asks you to allow something worth 200, on {report.reference} “A month free.”")
    assert line.endswith("Due in 2 working hours answer by 14:00 today")
    link = ruth.get(paths.DESK_REPORTS).soup.select_one("section[aria-labelledby=asked-of-me] a")
    assert link is not None
    assert link["href"] == f"{paths.desk_report_signed_in(report.reference)}#asked"


def test_an_answer_that_is_late_is_said_to_be(ruth: Visitor, report: Report, clock: Clock) -> None:
    clock.pass_by(hours=2, minutes=20)
    assert "Late by 20 minutes" in asked(ruth)[0]


def test_who_waits_for_training_stands_there_too(ruth: Visitor, service_workplace: Workplace) -> None:
    ask_for_training(service_workplace, "tom", filling(), "How do I calm somebody down?")
    (line,) = asked(ruth)
    assert line.startswith("Tom asks you for training, on the page of training “How do I calm somebody down?”")
    answer_training(service_workplace, 1, "ruth", "On Friday, with me.")
    assert asked(ruth) == []


def test_what_is_answered_or_over_is_gone(ruth: Visitor, report: Report, service_workplace: Workplace) -> None:
    question = story(service_workplace, report)[-1].id or 0
    answer_offer(service_workplace, report.id, "ruth", filling(), asked=question, allowed=True, why="Of course.")
    assert asked(ruth) == []
    other = reported(service_workplace)
    offer(service_workplace, other.id, "mira", filling(), MORE)
    assert len(asked(ruth)) == 1
    withdraw(service_workplace, other.id)
    assert asked(ruth) == []


def test_a_responder_sees_none_of_it(app: Flask, service_workplace: Workplace, report: Report) -> None:
    assert asked(somebody(app, service_workplace, "tom")) == []
